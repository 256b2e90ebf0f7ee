// Package extract reads pages into records.
//
// By definition: [Compile] prepares a broker's definition once; [Reader.Read]
// reads a list of results and [Reader.Profile] the page of one record. Both take
// the page as text and touch neither network nor clock. What a page does not
// say plainly is left empty: a masked phone number is no phone number, and a
// block without a name is counted but becomes no record.
//
// Without one: package structure reads what a page tells machines, package
// blocks what it shows people. Package agree holds the two against a
// definition, package suggest writes definitions. All of them read single
// texts by package field and whole pages by package tree.
package extract

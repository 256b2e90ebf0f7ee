(function () {
	"use strict";
	var mode = document.body.getAttribute("data-mode");
	var one = location.pathname.indexOf("/who/") === 0;

	function make(tag, text, kind) {
		var e = document.createElement(tag);
		if (text) e.textContent = text;
		if (kind) e.className = kind;
		return e;
	}
	// The name comes through a slot; the rest stands in the card's own root. A
	// second name is put where no slot takes it.
	function card(p) {
		var host = make("person-card"), root = host.attachShadow({mode: mode});
		root.innerHTML = "<style>article{border:1px solid}.dim{visibility:hidden}</style><article class='hit'><h3><slot name='who'>Somebody</slot></h3><div><slot name='when'></slot></div><ul></ul></article>";
		var who = make("span", p.name), seo = make("b", "Unlisted Person, Nowhere, TX");
		who.slot = "who";
		seo.slot = "cache";
		host.append(seo, who);
		if (p.age) {
			var when = make("span", "aged " + p.age, "age");
			when.slot = "when";
			host.append(when);
		}
		var ul = root.querySelector("ul");
		[["place", p.place], ["aka", p.aka], ["kin", p.kin], ["tel", p.tel]].forEach(function (k) {
			(k[1] || []).forEach(function (v) { ul.appendChild(make("li", v, k[0])); });
		});
		if (!one) {
			var a = make("a", "Full entry", "full");
			a.href = "/who/" + p.id;
			root.querySelector("article").appendChild(a);
		}
		return host;
	}
	var results = document.getElementById("results"), root = results.attachShadow({mode: mode});
	root.innerHTML = "<style>.none,.left,.ghost{display:none}.said{display:block}</style><slot name='head'></slot>" +
		"<article class='hit ghost'><h3>Loading Person</h3><ul><li class='place'>Anytown, TX</li></ul></article>" +
		"<p class='none'>Nobody by that name is in our files.</p><p class='left'>This entry is no longer in our files.</p><div class='list'></div>";
	setTimeout(function () {
		fetch("/data" + location.pathname + location.search).then(function (r) {
			if (!r.ok) return root.querySelector(".left").classList.add("said");
			return r.json().then(function (d) {
				if (!d.people.length) return root.querySelector(".none").classList.add("said");
				if (!one) root.querySelector(".list").before(make("p", d.people.length + (d.people.length > 1 ? " people" : " person"), "count"));
				d.people.forEach(function (p, i) { setTimeout(function () { root.querySelector(".list").appendChild(card(p)); }, 40 * i); });
			});
		});
	}, 250);
})();

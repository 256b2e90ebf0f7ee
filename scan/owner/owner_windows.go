package owner

import (
	"fmt"
	"os"
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
)

// account is who runs the program, as a number such as S-1-5-21-1-2-3-1001.
var account = sync.OnceValues(func() (string, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return "", fmt.Errorf("look up the account: %w", err)
	}
	return user.User.Sid.String(), nil
})

// descriptor says in the system's own form who may open a file or folder.
func descriptor(folder bool) (*windows.SECURITY_DESCRIPTOR, error) {
	sid, err := account()
	if err != nil {
		return nil, err
	}
	return windows.SecurityDescriptorFromString(list(sid, folder))
}

func attributes(folder bool) (*windows.SecurityAttributes, error) {
	d, err := descriptor(folder)
	if err != nil {
		return nil, err
	}
	return &windows.SecurityAttributes{Length: uint32(unsafe.Sizeof(windows.SecurityAttributes{})), SecurityDescriptor: d}, nil
}

func create(path string) (*os.File, error) {
	sa, err := attributes(false)
	if err != nil {
		return nil, err
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, &os.PathError{Op: "create", Path: path, Err: err}
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	h, err := windows.CreateFile(name, windows.GENERIC_WRITE, share, sa, windows.CREATE_NEW, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return nil, &os.PathError{Op: "create", Path: path, Err: err}
	}
	return os.NewFile(uintptr(h), path), nil
}

func mkdir(path string) error {
	sa, err := attributes(true)
	if err != nil {
		return err
	}
	name, err := windows.UTF16PtrFromString(path)
	if err == nil {
		err = windows.CreateDirectory(name, sa)
	}
	if err != nil {
		return &os.PathError{Op: "mkdir", Path: path, Err: err}
	}
	return nil
}

func restrict(path string, folder bool) error {
	d, err := descriptor(folder)
	if err != nil {
		return err
	}
	dacl, _, err := d.DACL()
	if err != nil {
		return err
	}
	const what = windows.DACL_SECURITY_INFORMATION | windows.PROTECTED_DACL_SECURITY_INFORMATION
	if err := windows.SetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, what, nil, nil, dacl, nil); err != nil {
		return &os.PathError{Op: "restrict", Path: path, Err: err}
	}
	return nil
}

func others(path string) ([]string, error) {
	d, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		return nil, &os.PathError{Op: "look at rights", Path: path, Err: err}
	}
	sid, err := account()
	if err != nil {
		return nil, err
	}
	return admitted(d.String(), sid), nil
}

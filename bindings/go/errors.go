package migra

// #include "shim.h"
import "C"

// Error is a call that failed.
type Error struct {
	Status  Status
	Message string
}

func (e *Error) Error() string {
	if e.Message == "" {
		return "migra: " + e.Status.String()
	}
	return "migra: " + e.Message
}

// Is makes errors.Is compare kinds: errors.Is(err, migra.ErrLimit).
func (e *Error) Is(target error) bool {
	kind, ok := target.(*Error)
	return ok && kind.Message == "" && kind.Status == e.Status
}

// Kinds of errors, for errors.Is.
var (
	ErrNoMemory   = &Error{Status: StatusNomem}
	ErrMisuse     = &Error{Status: StatusMisuse}
	ErrLimit      = &Error{Status: StatusLimit}
	ErrNewerField = &Error{Status: StatusNewerField}
	ErrCallback   = &Error{Status: StatusCallback}
	ErrUnknown    = &Error{Status: StatusUnknown}
	ErrMismatch   = &Error{Status: StatusMismatch}
)

func (s Status) String() string { return C.GoString(C.migra_status_name(C.migra_status(s))) }

func (s Severity) String() string { return C.GoString(C.migra_severity_name(C.migra_severity(s))) }

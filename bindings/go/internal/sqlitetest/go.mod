// A module of its own: the package itself depends on nothing.
module libmigra.org/go/internal/sqlitetest

go 1.19

require (
	github.com/mattn/go-sqlite3 v1.14.16
	libmigra.org/go v0.0.0
)

replace (
	github.com/mattn/go-sqlite3 => /usr/share/gocode/src/github.com/mattn/go-sqlite3
	libmigra.org/go => ../..
)

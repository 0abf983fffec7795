module libmigra.org/go

go 1.19

module bench

go 1.19

require libmigra.org/go v0.0.0

replace libmigra.org/go => ../../../bindings/go

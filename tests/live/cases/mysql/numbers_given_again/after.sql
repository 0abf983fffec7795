CREATE TABLE t (name varchar(50) NOT NULL, PRIMARY KEY (name));

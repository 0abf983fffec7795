/* MySQL and MariaDB: accounts, privileges, servers. They are read whole, not compared. */

command(A) ::= CREATE(X) USER if_not_exists user_specs user_defaults user_require user_limits user_tail. { A = mg_my_other(ps, S_OTHER, X + 1); }
command(A) ::= ALTER(X) USER if_exists user_specs user_require user_limits user_tail. { A = mg_my_other(ps, S_OTHER, X + 1); }
command(A) ::= DROP(X) USER if_exists accounts. { A = mg_my_other(ps, S_OTHER, X + 1); }
command(A) ::= RENAME(X) USER user_renames. { A = mg_my_other(ps, S_OTHER, X); }
user_renames ::= account TO account.
user_renames ::= user_renames COMMA account TO account.
user_specs ::= user_spec.
user_specs ::= user_specs COMMA user_spec.
user_spec ::= account.
user_spec ::= account identified.
user_defaults ::= .
user_require ::= .
user_require ::= REQUIRE NONE|SSL|X509.
user_require ::= REQUIRE tls_options.
tls_options ::= tls_option.
tls_options ::= tls_options tls_option.
tls_options ::= tls_options AND tls_option.
tls_option ::= SUBJECT|ISSUER|CIPHER STRING.
user_limits ::= .
user_limits ::= WITH user_limit_list.
user_limit_list ::= user_limit.
user_limit_list ::= user_limit_list user_limit.
user_limit ::= MAX_QUERIES_PER_HOUR|MAX_UPDATES_PER_HOUR|MAX_CONNECTIONS_PER_HOUR|MAX_USER_CONNECTIONS NUMBER.
user_tail ::= .
user_tail ::= user_tail user_option.
user_option ::= ACCOUNT LOCK|UNLOCK.
user_option ::= PASSWORD EXPIRE.
user_option ::= PASSWORD EXPIRE NEVER|DEFAULT.
user_option ::= PASSWORD EXPIRE INTERVAL NUMBER DAY.

/* ---- roles ---- */

command(A) ::= SET(X) ROLE NONE. { A = mg_my_other(ps, S_OTHER, X); }

/* ---- privileges ---- */

command(A) ::= GRANT(X) privileges ON grant_object TO user_specs user_require grant_options. { A = mg_my_grant(ps, X); }
command(A) ::= GRANT(X) PROXY ON account TO user_specs grant_option_opt. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= GRANT(X) privilege_list TO user_specs admin_opt. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= REVOKE(X) revoke_if privileges ON grant_object FROM accounts revoke_tail. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= REVOKE(X) revoke_if PROXY ON account FROM accounts revoke_tail. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= REVOKE(X) revoke_if ALL privileges_word COMMA GRANT OPTION FROM accounts revoke_tail. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= REVOKE(X) revoke_if privilege_list FROM accounts revoke_tail. { A = mg_my_other(ps, S_OTHER, X); }
revoke_if ::= .
revoke_tail ::= .
privileges ::= ALL privileges_word.
privileges ::= privilege_list.
privileges_word ::= .
privileges_word ::= PRIVILEGES.
privilege_list ::= privilege.
privilege_list ::= privilege_list COMMA privilege.
privilege ::= SELECT|INSERT|UPDATE|REFERENCES privilege_columns.
privilege ::= DELETE|USAGE|INDEX|ALTER|CREATE|DROP|EXECUTE|RELOAD|SHUTDOWN|PROCESS|FILE|SUPER|EVENT|TRIGGER.
privilege ::= GRANT OPTION.
privilege ::= SHOW DATABASES.
privilege ::= CREATE TEMPORARY TABLES.
privilege ::= LOCK TABLES.
privilege ::= REPLICATION SLAVE.
privilege ::= REPLICATION CLIENT.
privilege ::= CREATE VIEW.
privilege ::= SHOW VIEW.
privilege ::= CREATE ROUTINE.
privilege ::= ALTER ROUTINE.
privilege ::= CREATE USER.
privilege ::= CREATE TABLESPACE.
privilege_columns ::= .
privilege_columns ::= paren_names.
grant_object ::= grant_kind grant_name.
grant_kind ::= .
grant_kind ::= TABLE|FUNCTION|PROCEDURE.
grant_name ::= STAR.
grant_name ::= name DOT STAR.
grant_name ::= STAR DOT STAR.
grant_name ::= qname.
grant_option_opt ::= .
grant_option_opt ::= WITH GRANT OPTION.
admin_opt ::= .
admin_opt ::= WITH ADMIN OPTION.
grant_options ::= .
grant_options ::= WITH grant_option_list.
grant_option_list ::= grant_option.
grant_option_list ::= grant_option_list grant_option.
grant_option ::= GRANT OPTION.

/* ---- servers, table spaces ---- */

element_statement(A) ::= create(F) SERVER(X) m_if_not_exists name(N) FOREIGN DATA WRAPPER(Y) word_or_text OPTIONS LP server_options RP.
    { A = mg_my_create_object(ps, MG_O_SERVER, N, mg_my_since(ps, Y - 2)); (void)F; (void)X; }
command(A) ::= ALTER SERVER name(N) OPTIONS(X) LP server_options RP. { A = mg_my_create_object(ps, MG_O_SERVER, N, mg_my_since(ps, X)); }
server_options ::= server_option.
server_options ::= server_options COMMA server_option.
server_option ::= USER|HOST|DATABASE|OWNER|PASSWORD|SOCKET STRING.
server_option ::= PORT NUMBER.

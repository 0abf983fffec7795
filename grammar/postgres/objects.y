/* ---- objects whose definition is kept as text ---- */

/* What is derived here only says whether the text is right: mg_pg_ast_object and mg_pg_ast_text_change keep the
 * tokens behind the name. */

/* named by a dotted name */
%type dotted_kind {int}
dotted_kind(A) ::= COLLATION. { A = MG_O_COLLATION; }
dotted_kind(A) ::= CONVERSION. { A = MG_O_CONVERSION; }
dotted_kind(A) ::= STATISTICS. { A = MG_O_STATISTICS; }
dotted_kind(A) ::= search_kind(A).
%type search_kind {int}
search_kind(A) ::= TEXT_KW SEARCH PARSER. { A = MG_O_TS_PARSER; }
search_kind(A) ::= TEXT_KW SEARCH DICTIONARY. { A = MG_O_TS_DICTIONARY; }
search_kind(A) ::= TEXT_KW SEARCH TEMPLATE. { A = MG_O_TS_TEMPLATE; }
search_kind(A) ::= TEXT_KW SEARCH CONFIGURATION. { A = MG_O_TS_CONFIGURATION; }
/* named by one word */
%type worded_kind {int}
worded_kind(A) ::= LANGUAGE. { A = MG_O_LANGUAGE; }
worded_kind(A) ::= PROCEDURAL LANGUAGE. { A = MG_O_LANGUAGE; }
worded_kind(A) ::= EVENT TRIGGER. { A = MG_O_EVENT_TRIGGER; }
worded_kind(A) ::= PUBLICATION. { A = MG_O_PUBLICATION; }
worded_kind(A) ::= SERVER. { A = MG_O_SERVER; }
worded_kind(A) ::= FOREIGN DATA WRAPPER. { A = MG_O_FDW; }
/* of the whole server, or dropped one at a time */
%type single_kind {int}
single_kind(A) ::= DATABASE. { A = MG_O_DATABASE; }
single_kind(A) ::= TABLESPACE. { A = MG_O_TABLESPACE; }
single_kind(A) ::= SUBSCRIPTION. { A = MG_O_SUBSCRIPTION; }
%type role_kind {int}
role_kind(A) ::= ROLE. { A = MG_O_ROLE; }
role_kind(A) ::= USER. { A = MG_O_ROLE; }

statement(A) ::= create(F) COLLATION if_not_exists(I) qname(N) options(O). { mg_pg_check_options(ps, O, MG_PG_COLLATION); A = mg_pg_ast_object(ps, F | I, MG_O_COLLATION, N, NULL); }
statement(A) ::= create(F) COLLATION if_not_exists(I) qname(N) FROM qname(R). { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F | I, MG_O_COLLATION, N, NULL), mg_pg_ast_named(R, MG_O_COLLATION)); }
statement(A) ::= create(F) CONVERSION qname(N) conversion_rest(R). { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_CONVERSION, N, NULL), R); }
statement(A) ::= create(F) DEFAULT CONVERSION qname(N) conversion_rest(R). { A = mg_ast_add(mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_CONVERSION, N, NULL), R), mg_ast_new(ps, A_DEFAULT)); }
conversion_rest(A) ::= FOR STRING TO STRING FROM qname(B). { A = mg_pg_ast_named(B, 0); }
statement(A) ::= create(F) search_kind(K) qname(N) options(O). { mg_pg_check_search(ps, O, K); A = mg_pg_ast_object(ps, F, K, N, NULL); }

statement(A) ::= create(F) STATISTICS if_not_exists(I) qname(N) ON(X) statistics_rest(R). { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F | I, MG_O_STATISTICS, N, X), R); }
statement(A) ::= create(F) STATISTICS if_not_exists(I) qname(N) LP(X) names RP ON statistics_rest(R). { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F | I, MG_O_STATISTICS, N, X), R); }
statement(A) ::= create(F) STATISTICS ON(X) statistics_rest(R). { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_STATISTICS, NULL, X + 1), R); }
statement(A) ::= create(F) STATISTICS LP(X) names RP ON statistics_rest(R). { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_STATISTICS, NULL, X), R); }
statistics_rest(A) ::= statistics_keys(K) FROM from_list(F). { A = mg_pg_ast_as_query(ps, K, F); }
statistics_keys(A) ::= statistics_key(B). { A = mg_ast_list(ps, B); }
statistics_keys(A) ::= statistics_keys(A) COMMA statistics_key(B). { mg_ast_add(A, B); }
statistics_key(A) ::= name(B). { A = mg_ast_as(B, E_COLUMN); }
statistics_key(A) ::= plain_call(A).
statistics_key(A) ::= LP expr(B) RP. { A = B; }

statement(A) ::= create(F) language_words LANGUAGE name(N) language_rest(L). { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_LANGUAGE, N, NULL), L); }
statement(A) ::= create(F) LANGUAGE name(N) language_rest(L). { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_LANGUAGE, N, NULL), L); }
language_words ::= TRUSTED.
language_words ::= PROCEDURAL.
language_words ::= TRUSTED PROCEDURAL.
language_rest(A) ::= . { A = NULL; }
language_rest(A) ::= HANDLER qname(H) language_inline(I) language_validator(V). { A = mg_ast_add2(mg_ast_list(ps, mg_pg_ast_named(H, 0)), I, V); }
language_inline(A) ::= . { A = NULL; }
language_inline(A) ::= INLINE qname(B). { A = mg_pg_ast_named(B, 0); }
language_validator(A) ::= . { A = NULL; }
language_validator(A) ::= VALIDATOR qname(B). { A = mg_pg_ast_named(B, 0); }
language_validator(A) ::= NO VALIDATOR. { A = NULL; }

statement(A) ::= create(F) ACCESS METHOD name(N) TYPE INDEX|TABLE HANDLER qname(H). { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_ACCESS_METHOD, N, NULL), mg_pg_ast_named(H, 0)); }
statement(A) ::= create(F) EVENT TRIGGER name(N) ON any_word(W) event_filters EXECUTE routine_word qname(R) LP RP.
    { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_EVENT_TRIGGER, N, NULL), mg_pg_ast_named(R, 0)); mg_pg_check_event(ps, W); }
event_filters ::= .
event_filters ::= WHEN event_filter_list(L). { mg_pg_check_filters(ps, L); }
event_filter_list(A) ::= event_filter(B). { A = mg_ast_list(ps, B); }
event_filter_list(A) ::= event_filter_list(A) AND event_filter(B). { mg_ast_add(A, B); }
event_filter(A) ::= name(A) IN LP tags RP.
tags ::= STRING(X). { mg_pg_check_tag(ps, X); }
tags ::= tags COMMA STRING(X). { mg_pg_check_tag(ps, X); }

statement(A) ::= create(F) PUBLICATION name(N) definition(D). { mg_pg_check_options(ps, D, MG_PG_PUBLICATION); A = mg_pg_ast_object(ps, F, MG_O_PUBLICATION, N, NULL); }
statement(A) ::= create(F) PUBLICATION name(N) FOR ALL TABLES definition(D). { mg_pg_check_options(ps, D, MG_PG_PUBLICATION); A = mg_pg_ast_object(ps, F, MG_O_PUBLICATION, N, NULL); }
statement(A) ::= create(F) PUBLICATION name(N) FOR published_list(L) definition(D). { mg_pg_check_options(ps, D, MG_PG_PUBLICATION); A = mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_PUBLICATION, N, NULL), mg_pg_ast_published_tables(ps, L)); }
definition(A) ::= . { A = NULL; }
definition(A) ::= WITH options(B). { A = B; }
published_list(A) ::= published(B). { A = mg_ast_list(ps, B); }
published_list(A) ::= published_list(A) COMMA published(B). { mg_ast_add(A, B); }
published_list(A) ::= published_list(A) COMMA published_more(B). { mg_ast_add(A, B); mg_pg_check_published_more(ps, A, B); }
published(A) ::= TABLE relation_name(N) paren_names_opt(C) published_where(W). { A = mg_pg_ast_published(ps, "table", N, C, W); }
published(A) ::= TABLES IN SCHEMA name(N). { A = mg_pg_ast_published(ps, "schema", N, NULL, NULL); }
published(A) ::= TABLES IN SCHEMA CURRENT_SCHEMA. { A = mg_pg_ast_published(ps, "schema", NULL, NULL, NULL); }
published_more(A) ::= relation_name(N) paren_names_opt(C) published_where(W). { A = mg_pg_ast_published(ps, "more", N, C, W); }
published_more(A) ::= CURRENT_SCHEMA. { A = mg_pg_ast_published(ps, "more", NULL, NULL, NULL); }
published_where(A) ::= . { A = NULL; }
published_where(A) ::= WHERE LP expr(B) RP. { A = mg_ast_wrap(ps, A_WHERE, B); }

statement(A) ::= create(F) SUBSCRIPTION name(N) CONNECTION STRING(C) PUBLICATION names definition(D). { mg_pg_check_connection(ps, C); mg_pg_check_options(ps, D, MG_PG_SUBSCRIPTION); A = mg_pg_ast_object(ps, F, MG_O_SUBSCRIPTION, N, NULL); }
statement(A) ::= create(F) SERVER if_not_exists(I) name(N) server_type server_version FOREIGN DATA WRAPPER name(W) fdw_options. { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F | I, MG_O_SERVER, N, NULL), mg_pg_ast_named(W, MG_O_FDW)); }
server_type ::= .
server_type ::= TYPE STRING.
server_version ::= .
server_version ::= VERSION STRING.
server_version ::= VERSION NULL.
statement(A) ::= create(F) FOREIGN DATA WRAPPER name(N) wrapper_functions(L) fdw_options. { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_FDW, N, NULL), L); }
wrapper_functions(A) ::= . { A = mg_ast_new(ps, N_LIST); }
wrapper_functions(A) ::= wrapper_functions(A) wrapper_function(B). { mg_ast_add(A, B); }
wrapper_function(A) ::= HANDLER qname(B). { A = mg_pg_ast_named(B, 0); }
wrapper_function(A) ::= NO HANDLER. { A = NULL; }
wrapper_function(A) ::= VALIDATOR qname(B). { A = mg_pg_ast_named(B, 0); }
wrapper_function(A) ::= NO VALIDATOR. { A = NULL; }
statement(A) ::= create(F) USER MAPPING if_not_exists(I) FOR(X) mapped_role SERVER name(V) fdw_options. { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F | I, MG_O_USER_MAPPING, NULL, X + 1), mg_pg_ast_named(V, MG_O_SERVER)); }
mapped_role ::= role.
mapped_role ::= USER.
statement(A) ::= IMPORT FOREIGN SCHEMA name import_which FROM SERVER name INTO name fdw_options. { A = mg_ast_partial(ps, mg_ast_z(ps, S_OTHER, "import foreign schema")); }
import_which ::= .
import_which ::= LIMIT TO LP relation_names RP.
import_which ::= EXCEPT LP relation_names RP.

statement(A) ::= create(F) DATABASE name(N) database_options. { A = mg_pg_ast_object(ps, F, MG_O_DATABASE, N, NULL); }
statement(A) ::= create(F) DATABASE name(N) WITH database_options. { A = mg_pg_ast_object(ps, F, MG_O_DATABASE, N, NULL); }
database_options ::= .
database_options ::= database_options database_option.
database_option ::= database_option_name database_equals database_value.
database_option_name ::= ID.
database_option_name ::= CONNECTION LIMIT.
database_equals ::= .
database_equals ::= EQ.
database_value ::= option_setting.
database_value ::= DEFAULT.
statement(A) ::= create(F) TABLESPACE name(N) tablespace_owner LOCATION STRING definition. { A = mg_pg_ast_object(ps, F, MG_O_TABLESPACE, N, NULL); }
tablespace_owner ::= .
tablespace_owner ::= OWNER role.

statement(A) ::= create(F) role_kind(K) name(N) role_options. { A = mg_pg_ast_object(ps, F, K, N, NULL); }
statement(A) ::= create(F) role_kind(K) name(N) WITH role_options. { A = mg_pg_ast_object(ps, F, K, N, NULL); }
statement(A) ::= create(F) GROUP name(N) role_options. { A = mg_pg_ast_object(ps, F, MG_O_ROLE, N, NULL); }
statement(A) ::= create(F) GROUP name(N) WITH role_options. { A = mg_pg_ast_object(ps, F, MG_O_ROLE, N, NULL); }
role_options ::= .
role_options ::= role_options role_option.
role_option ::= role_setting.
role_option ::= SYSID NUMBER.
role_option ::= ADMIN roles.
role_option ::= ROLE roles.
role_option ::= IN ROLE|GROUP roles.
role_setting ::= PASSWORD STRING.
role_setting ::= PASSWORD NULL.
role_setting ::= ENCRYPTED PASSWORD STRING.
role_setting ::= INHERIT.
role_setting ::= CONNECTION LIMIT signed_number.
role_setting ::= VALID UNTIL STRING.
role_setting ::= USER roles.
role_setting ::= ID(X). { mg_pg_check_role_word(ps, X); }

statement(A) ::= create(F) AGGREGATE qname(N) aggregate_args(G) LP references_list(R) RP. { A = mg_pg_ast_refers(mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_AGGREGATE, N, NULL), G), R); }
statement(A) ::= create(F) AGGREGATE qname(N) LP old_aggregate(R) RP. { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_AGGREGATE, N, NULL), R); }
/* the types of the arguments */
aggregate_args(A) ::= LP STAR RP. { A = NULL; }
aggregate_args(A) ::= LP arg_types(B) RP. { A = mg_pg_ast_arg_types(ps, B); }
aggregate_args(A) ::= LP ORDER BY arg_types(B) RP. { A = mg_pg_ast_arg_types(ps, B); }
aggregate_args(A) ::= LP arg_types(B) ORDER BY arg_types(C) RP. { A = mg_pg_ast_arg_types(ps, mg_ast_adopt(B, C)); }
old_aggregate(A) ::= ID(X) EQ option_value(V). { A = mg_ast_list(ps, mg_pg_ast_reference(ps, X, V)); }
old_aggregate(A) ::= old_aggregate(A) COMMA ID(X) EQ option_value(V). { mg_ast_add(A, mg_pg_ast_reference(ps, X, V)); }
statement(A) ::= create(F) OPERATOR any_operator(N) LP references_list(R) RP. { A = mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_OPERATOR, N, NULL), R); }
statement(A) ::= create(F) OPERATOR CLASS qname(N) default_word FOR TYPE type(T) USING name class_family(M) AS class_items(R).
    { A = mg_pg_ast_refers(mg_pg_ast_refers(mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_OPERATOR_CLASS, N, NULL), T), M), R); }
statement(A) ::= create(F) OPERATOR FAMILY qname(N) USING name. { A = mg_pg_ast_object(ps, F, MG_O_OPERATOR_FAMILY, N, NULL); }
default_word ::= .
default_word ::= DEFAULT.
class_family(A) ::= . { A = NULL; }
class_family(A) ::= FAMILY qname(B). { A = mg_pg_ast_named(B, MG_O_OPERATOR_FAMILY); }
class_items(A) ::= class_item(B). { A = mg_ast_adopt(mg_ast_new(ps, N_LIST), B); }
class_items(A) ::= class_items(B) COMMA class_item(C). { A = mg_ast_adopt(B, C); }
class_item(A) ::= OPERATOR NUMBER any_operator(N) class_purpose(P) recheck. { A = mg_ast_list2(ps, mg_pg_ast_named(N, MG_O_OPERATOR), P); }
class_item(A) ::= OPERATOR NUMBER any_operator(N) LP operator_args(G) RP class_purpose(P) recheck.
    { A = mg_ast_add(mg_ast_adopt(mg_ast_list(ps, mg_pg_ast_named(N, MG_O_OPERATOR)), mg_pg_ast_arg_types(ps, G)), P); }
class_item(A) ::= FUNCTION NUMBER routine_name(R). { A = mg_pg_ast_routine_refers(ps, R); }
class_item(A) ::= FUNCTION NUMBER LP type_list(L) RP routine_name(R). { A = mg_ast_adopt(mg_ast_as(L, N_LIST), mg_pg_ast_routine_refers(ps, R)); }
class_item(A) ::= STORAGE type(T). { A = mg_ast_list(ps, T); }
class_purpose(A) ::= . { A = NULL; }
class_purpose(A) ::= FOR SEARCH. { A = NULL; }
class_purpose(A) ::= FOR ORDER BY qname(B). { A = mg_pg_ast_named(B, MG_O_OPERATOR_FAMILY); }
recheck ::= .
recheck ::= RECHECK.
class_drops ::= class_drop.
class_drops ::= class_drops COMMA class_drop.
class_drop ::= OPERATOR|FUNCTION NUMBER LP type_list RP.

statement(A) ::= create(F) CAST LP(X) type(S) AS type(T) RP cast_way(R) cast_context. { A = mg_pg_ast_refers(mg_pg_ast_refers(mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_CAST, NULL, X), S), T), R); }
cast_way(A) ::= WITH FUNCTION routine_name(R). { A = mg_pg_ast_routine_refers(ps, R); }
cast_way(A) ::= WITH INOUT. { A = NULL; }
cast_way(A) ::= WITHOUT FUNCTION. { A = NULL; }
cast_context ::= .
cast_context ::= AS ASSIGNMENT.
cast_context ::= AS IMPLICIT.
statement(A) ::= create(F) TRANSFORM FOR(X) type(T) LANGUAGE name(L) LP transform_parts(R) RP. { A = mg_pg_ast_refers(mg_pg_ast_refers(mg_pg_ast_refers(mg_pg_ast_object(ps, F, MG_O_TRANSFORM, NULL, X + 1), T), mg_pg_ast_named(L, MG_O_LANGUAGE)), R); }
transform_parts(A) ::= FROM SQL WITH FUNCTION routine_name(F). { A = mg_pg_ast_routine_refers(ps, F); }
transform_parts(A) ::= TO SQL WITH FUNCTION routine_name(T). { A = mg_pg_ast_routine_refers(ps, T); }
transform_parts(A) ::= FROM SQL WITH FUNCTION routine_name(F) COMMA TO SQL WITH FUNCTION routine_name(T). { A = mg_ast_adopt(mg_pg_ast_routine_refers(ps, F), mg_pg_ast_routine_refers(ps, T)); }
transform_parts(A) ::= TO SQL WITH FUNCTION routine_name(T) COMMA FROM SQL WITH FUNCTION routine_name(F). { A = mg_ast_adopt(mg_pg_ast_routine_refers(ps, T), mg_pg_ast_routine_refers(ps, F)); }

/* ---- their ALTER ---- */

common_change(A) ::= RENAME TO name(T). { A = mg_pg_ast_rename(ps, 0, NULL, T); }
common_change(A) ::= OWNER TO role(R). { A = mg_pg_ast_owner(ps, 0, NULL, R); }
move_change(A) ::= common_change(A).
move_change(A) ::= SET SCHEMA name(T). { A = mg_pg_ast_set_schema(ps, 0, NULL, T); }
statement(A) ::= ALTER COLLATION qname(N) move_change(C). { A = mg_pg_ast_changed(ps, MG_O_COLLATION, N, C); }
statement(A) ::= ALTER CONVERSION qname(N) move_change(C). { A = mg_pg_ast_changed(ps, MG_O_CONVERSION, N, C); }
statement(A) ::= ALTER STATISTICS qname(N) move_change(C). { A = mg_pg_ast_changed(ps, MG_O_STATISTICS, N, C); }
statement(A) ::= ALTER TEXT_KW SEARCH DICTIONARY qname(N) move_change(C). { A = mg_pg_ast_changed(ps, MG_O_TS_DICTIONARY, N, C); }
statement(A) ::= ALTER TEXT_KW SEARCH CONFIGURATION qname(N) move_change(C). { A = mg_pg_ast_changed(ps, MG_O_TS_CONFIGURATION, N, C); }
statement(A) ::= ALTER TEXT_KW SEARCH PARSER qname(N) move_change(C). { A = mg_pg_ast_changed(ps, MG_O_TS_PARSER, N, C); }
statement(A) ::= ALTER TEXT_KW SEARCH TEMPLATE qname(N) move_change(C). { A = mg_pg_ast_changed(ps, MG_O_TS_TEMPLATE, N, C); }
statement(A) ::= ALTER LANGUAGE name(N) common_change(C). { A = mg_pg_ast_changed(ps, MG_O_LANGUAGE, N, C); }
statement(A) ::= ALTER PROCEDURAL LANGUAGE name(N) common_change(C). { A = mg_pg_ast_changed(ps, MG_O_LANGUAGE, N, C); }
statement(A) ::= ALTER EVENT TRIGGER name(N) common_change(C). { A = mg_pg_ast_changed(ps, MG_O_EVENT_TRIGGER, N, C); }
statement(A) ::= ALTER PUBLICATION name(N) common_change(C). { A = mg_pg_ast_changed(ps, MG_O_PUBLICATION, N, C); }
statement(A) ::= ALTER SUBSCRIPTION name(N) common_change(C). { A = mg_pg_ast_changed(ps, MG_O_SUBSCRIPTION, N, C); }
statement(A) ::= ALTER SERVER name(N) common_change(C). { A = mg_pg_ast_changed(ps, MG_O_SERVER, N, C); }
statement(A) ::= ALTER FOREIGN DATA WRAPPER name(N) common_change(C). { A = mg_pg_ast_changed(ps, MG_O_FDW, N, C); }
statement(A) ::= ALTER DATABASE name(N) common_change(C). { A = mg_pg_ast_changed(ps, MG_O_DATABASE, N, C); }
statement(A) ::= ALTER TABLESPACE name(N) common_change(C). { A = mg_pg_ast_changed(ps, MG_O_TABLESPACE, N, C); }
statement(A) ::= ALTER role_kind(K) name(N) RENAME TO name(T). { A = mg_pg_ast_rename(ps, K, mg_ast_wrap(ps, A_TARGET, mg_ast_as(N, N_QNAME)), T); }
statement(A) ::= ALTER GROUP name(N) RENAME TO name(T). { A = mg_pg_ast_rename(ps, MG_O_ROLE, mg_ast_wrap(ps, A_TARGET, mg_ast_as(N, N_QNAME)), T); }

statement(A) ::= ALTER COLLATION qname(N) REFRESH(X) VERSION. { A = mg_pg_ast_text_change(ps, MG_O_COLLATION, N, X); }
statement(A) ::= ALTER STATISTICS qname(N) SET(X) STATISTICS statistics_target. { A = mg_pg_ast_text_change(ps, MG_O_STATISTICS, N, X); }
statement(A) ::= ALTER STATISTICS IF EXISTS qname(N) SET(X) STATISTICS statistics_target. { A = mg_ast_flag(mg_pg_ast_text_change(ps, MG_O_STATISTICS, N, X), NF_IF_EXISTS); }
statistics_target ::= signed_number.
statistics_target ::= DEFAULT.
statement(A) ::= ALTER TEXT_KW SEARCH DICTIONARY qname(N) LP(X) option_list RP. { A = mg_pg_ast_text_change(ps, MG_O_TS_DICTIONARY, N, X); }
statement(A) ::= ALTER TEXT_KW SEARCH CONFIGURATION qname(N) ADD(X) MAPPING FOR names WITH qnames(D). { A = mg_pg_ast_text_refers(mg_pg_ast_text_change(ps, MG_O_TS_CONFIGURATION, N, X), mg_pg_ast_named_all(D, MG_O_TS_DICTIONARY)); }
statement(A) ::= ALTER TEXT_KW SEARCH CONFIGURATION qname(N) ALTER(X) MAPPING FOR names WITH qnames(D). { A = mg_pg_ast_text_refers(mg_pg_ast_text_change(ps, MG_O_TS_CONFIGURATION, N, X), mg_pg_ast_named_all(D, MG_O_TS_DICTIONARY)); }
statement(A) ::= ALTER TEXT_KW SEARCH CONFIGURATION qname(N) ALTER(X) MAPPING REPLACE qname(D) WITH qname(E). { A = mg_pg_ast_text_refers(mg_pg_ast_text_change(ps, MG_O_TS_CONFIGURATION, N, X), mg_pg_ast_named_all(mg_ast_list2(ps, D, E), MG_O_TS_DICTIONARY)); }
statement(A) ::= ALTER TEXT_KW SEARCH CONFIGURATION qname(N) ALTER(X) MAPPING FOR names REPLACE qname(D) WITH qname(E). { A = mg_pg_ast_text_refers(mg_pg_ast_text_change(ps, MG_O_TS_CONFIGURATION, N, X), mg_pg_ast_named_all(mg_ast_list2(ps, D, E), MG_O_TS_DICTIONARY)); }
statement(A) ::= ALTER TEXT_KW SEARCH CONFIGURATION qname(N) DROP(X) MAPPING if_exists FOR names. { A = mg_pg_ast_text_change(ps, MG_O_TS_CONFIGURATION, N, X); }
statement(A) ::= ALTER EVENT TRIGGER name(N) DISABLE(X). { A = mg_pg_ast_text_change(ps, MG_O_EVENT_TRIGGER, N, X); }
statement(A) ::= ALTER EVENT TRIGGER name(N) ENABLE(X). { A = mg_pg_ast_text_change(ps, MG_O_EVENT_TRIGGER, N, X); }
statement(A) ::= ALTER EVENT TRIGGER name(N) ENABLE(X) REPLICA|ALWAYS. { A = mg_pg_ast_text_change(ps, MG_O_EVENT_TRIGGER, N, X); }
statement(A) ::= ALTER PUBLICATION name(N) SET(X) options(O). { mg_pg_check_options(ps, O, MG_PG_PUBLICATION); A = mg_pg_ast_text_change(ps, MG_O_PUBLICATION, N, X); }
statement(A) ::= ALTER PUBLICATION name(N) SET(X) published_list(L). { A = mg_pg_ast_text_refers(mg_pg_ast_text_change(ps, MG_O_PUBLICATION, N, X), mg_pg_ast_published_tables(ps, L)); }
statement(A) ::= ALTER PUBLICATION name(N) ADD(X) published_list(L). { A = mg_pg_ast_text_refers(mg_pg_ast_text_change(ps, MG_O_PUBLICATION, N, X), mg_pg_ast_published_tables(ps, L)); }
statement(A) ::= ALTER PUBLICATION name(N) DROP(X) published_list(L). { mg_pg_check_published(ps, L, true); A = mg_pg_ast_text_change(ps, MG_O_PUBLICATION, N, X); }
statement(A) ::= ALTER SUBSCRIPTION name(N) SKIP(X) options(O). { mg_pg_check_options(ps, O, MG_PG_SUBSCRIPTION_SKIP); A = mg_pg_ast_text_change(ps, MG_O_SUBSCRIPTION, N, X); }
statement(A) ::= ALTER SUBSCRIPTION name(N) SET(X) options(O). { mg_pg_check_options(ps, O, MG_PG_SUBSCRIPTION_SET); A = mg_pg_ast_text_change(ps, MG_O_SUBSCRIPTION, N, X); }
statement(A) ::= ALTER SUBSCRIPTION name(N) CONNECTION(X) STRING(C). { mg_pg_check_connection(ps, C); A = mg_pg_ast_text_change(ps, MG_O_SUBSCRIPTION, N, X); }
statement(A) ::= ALTER SUBSCRIPTION name(N) REFRESH(X) PUBLICATION definition(D). { mg_pg_check_options(ps, D, MG_PG_SUBSCRIPTION_REFRESH); A = mg_pg_ast_text_change(ps, MG_O_SUBSCRIPTION, N, X); }
statement(A) ::= ALTER SUBSCRIPTION name(N) SET(X) PUBLICATION names definition(D). { mg_pg_check_options(ps, D, MG_PG_SUBSCRIPTION_PUBLICATION); A = mg_pg_ast_text_change(ps, MG_O_SUBSCRIPTION, N, X); }
statement(A) ::= ALTER SUBSCRIPTION name(N) ADD|DROP(X) PUBLICATION names definition(D). { mg_pg_check_options(ps, D, MG_PG_SUBSCRIPTION_PUBLICATION); A = mg_pg_ast_text_change(ps, MG_O_SUBSCRIPTION, N, X); }
statement(A) ::= ALTER SUBSCRIPTION name(N) ENABLE|DISABLE(X). { A = mg_pg_ast_text_change(ps, MG_O_SUBSCRIPTION, N, X); }
statement(A) ::= ALTER SERVER name(N) VERSION(X) server_version_value fdw_changes_opt. { A = mg_pg_ast_text_change(ps, MG_O_SERVER, N, X); }
statement(A) ::= ALTER SERVER name(N) fdw_changes. { A = mg_pg_ast_text_change(ps, MG_O_SERVER, N, NULL); }
server_version_value ::= STRING.
server_version_value ::= NULL.
fdw_changes_opt ::= .
fdw_changes_opt ::= fdw_changes.
statement(A) ::= ALTER FOREIGN DATA WRAPPER name(N) wrapper_functions fdw_changes. { A = mg_pg_ast_text_change(ps, MG_O_FDW, N, NULL); }
statement(A) ::= ALTER FOREIGN DATA WRAPPER name(N) wrapper_functions wrapper_function. { A = mg_pg_ast_text_change(ps, MG_O_FDW, N, NULL); }
statement(A) ::= ALTER USER MAPPING FOR(X) mapped_role SERVER name(V) fdw_changes. { A = mg_pg_ast_mapping_change(ps, X + 1, V); }
statement(A) ::= ALTER LARGE OBJECT signed_number OWNER TO role. { A = mg_ast_z(ps, S_OTHER, "alter large object"); }

statement(A) ::= ALTER DATABASE name(N) database_options. { A = mg_pg_ast_text_change(ps, MG_O_DATABASE, N, NULL); }
statement(A) ::= ALTER DATABASE name(N) WITH database_options. { A = mg_pg_ast_text_change(ps, MG_O_DATABASE, N, NULL); }
statement(A) ::= ALTER DATABASE name(N) SET(X) TABLESPACE name. { A = mg_pg_ast_text_change(ps, MG_O_DATABASE, N, X); }
statement(A) ::= ALTER DATABASE name(N) REFRESH(X) COLLATION VERSION. { A = mg_pg_ast_text_change(ps, MG_O_DATABASE, N, X); }
statement(A) ::= ALTER DATABASE name(N) set_or_reset. { A = mg_pg_ast_text_change(ps, MG_O_DATABASE, N, NULL); }
set_or_reset ::= SET setting.
set_or_reset ::= SET transaction_setting.
set_or_reset ::= RESET reset_what.
statement(A) ::= ALTER TABLESPACE name(N) SET|RESET(X) options. { A = mg_pg_ast_text_change(ps, MG_O_TABLESPACE, N, X); }

statement(A) ::= ALTER role_kind(K) name(N) role_settings. { A = mg_pg_ast_text_change(ps, K, N, NULL); }
statement(A) ::= ALTER role_kind(K) name(N) WITH role_settings. { A = mg_pg_ast_text_change(ps, K, N, NULL); }
statement(A) ::= ALTER role_kind(K) session_role(X) role_settings. { A = mg_pg_ast_text_change(ps, K, NULL, X + 1); }
statement(A) ::= ALTER role_kind(K) session_role(X) WITH role_settings. { A = mg_pg_ast_text_change(ps, K, NULL, X + 1); }
statement(A) ::= ALTER role_kind(K) name(N) role_in_database set_or_reset. { A = mg_pg_ast_text_change(ps, K, N, NULL); }
statement(A) ::= ALTER role_kind(K) session_role(X) role_in_database set_or_reset. { A = mg_pg_ast_text_change(ps, K, NULL, X + 1); }
statement(A) ::= ALTER role_kind(K) ALL(X) role_in_database set_or_reset. { A = mg_pg_ast_text_change(ps, K, NULL, X + 1); }
statement(A) ::= ALTER GROUP name(N) ADD|DROP(X) USER roles. { A = mg_pg_ast_text_change(ps, MG_O_ROLE, N, X); }
%type session_role {const mg_token *}
session_role(A) ::= CURRENT_USER|CURRENT_ROLE|SESSION_USER(X). { A = X; }
role_settings ::= .
role_settings ::= role_settings role_setting.
role_in_database ::= .
role_in_database ::= IN DATABASE name.

statement(A) ::= ALTER operator(N) OWNER TO role(R). { A = mg_pg_ast_owner(ps, 0, N, R); }
statement(A) ::= ALTER operator_family(N) OWNER TO role(R). { A = mg_pg_ast_owner(ps, 0, N, R); }
statement(A) ::= ALTER operator_family(N) RENAME TO name(T). { A = mg_pg_ast_rename(ps, 0, N, T); }
statement(A) ::= ALTER operator(N) SET SCHEMA name(T). { A = mg_pg_ast_set_schema(ps, 0, N, T); }
statement(A) ::= ALTER operator_family(N) SET SCHEMA name(T). { A = mg_pg_ast_set_schema(ps, 0, N, T); }
statement(A) ::= ALTER operator(N) SET(X) options(O). { mg_pg_check_options(ps, O, MG_PG_OPERATOR_SET); A = mg_pg_ast_operator_change(ps, N, X); }
statement(A) ::= ALTER OPERATOR FAMILY qname(N) USING name(M) ADD(X) class_items. { A = mg_pg_ast_operator_change(ps, mg_pg_ast_family(ps, MG_O_OPERATOR_FAMILY, N, M), X); }
statement(A) ::= ALTER OPERATOR FAMILY qname(N) USING name(M) DROP(X) class_drops. { A = mg_pg_ast_operator_change(ps, mg_pg_ast_family(ps, MG_O_OPERATOR_FAMILY, N, M), X); }
operator_target(A) ::= operator(A).
operator_target(A) ::= operator_family(A).
operator(A) ::= OPERATOR any_operator(N) LP operator_args(G) RP. { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, N, G), MG_O_OPERATOR); }
operator_family(A) ::= OPERATOR CLASS qname(N) USING name(M). { A = mg_pg_ast_family(ps, MG_O_OPERATOR_CLASS, N, M); }
operator_family(A) ::= OPERATOR FAMILY qname(N) USING name(M). { A = mg_pg_ast_family(ps, MG_O_OPERATOR_FAMILY, N, M); }
/* NONE stands on the left only: there are no postfix operators */
operator_args(A) ::= type(B) COMMA type(C). { A = mg_pg_ast_operator_args(ps, B, C); }
operator_args(A) ::= NONE(X) COMMA type(C). { A = mg_pg_ast_operator_args(ps, mg_ast_at(ps, mg_ast_z(ps, N_TYPE, "none"), X), C); }

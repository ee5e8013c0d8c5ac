-- The two roles of Portal and its database; safe to repeat. Run as a superuser, with the passwords in the
-- environment (PORTAL_OWNER_PASSWORD, PORTAL_APP_PASSWORD) so that they never stand on a command line or in this file.
\set owner_password `echo "$PORTAL_OWNER_PASSWORD"`
\set app_password `echo "$PORTAL_APP_PASSWORD"`

-- portal_owner owns the database and runs migrations; portal_app is what web and worker sign in as, and owns nothing.
select 'create role portal_owner login' where not exists (select from pg_roles where rolname = 'portal_owner') \gexec
select 'create role portal_app login' where not exists (select from pg_roles where rolname = 'portal_app') \gexec
alter role portal_owner with nosuperuser nocreaterole nobypassrls password :'owner_password';
alter role portal_app with nosuperuser nocreatedb nocreaterole nobypassrls password :'app_password';

select 'create database portal owner portal_owner encoding ''UTF8'' template template0'
where not exists (select from pg_database where datname = 'portal') \gexec
revoke all on database portal from public;
grant connect, temporary on database portal to portal_app;

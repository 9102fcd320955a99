#!/bin/bash
# Runs once, when PostgreSQL makes an empty cluster: a role that owns its database and nothing else.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set password="$CONVENE_DATABASE_PASSWORD" <<'SQL'
CREATE ROLE convene LOGIN PASSWORD :'password';
CREATE DATABASE convene OWNER convene;
REVOKE ALL ON DATABASE convene FROM PUBLIC;
SQL

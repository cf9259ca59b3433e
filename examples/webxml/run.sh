#!/usr/bin/env bash
# Builds the WAR and starts it in a server on 127.0.0.1, everything kept in an H2 file.
#
#   SERVER   tomcat unless set to jetty
#   PORT     8080 unless set; 0 takes any free port
#   DATA     the folder for the database and the master key; target/data of this module unless set
#   FIRST_USER_PASSWORD   of ada@example.com, for the first start; ada-demo-password unless set
#
# Needs a JDK 17 or newer and Maven.
set -euo pipefail

module="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
main=dev.sallyport.webxml.server.Main
databases=webxml
export SERVER="${SERVER:-tomcat}"
case "$SERVER" in
  tomcat | jetty) libraries="$SERVER" ;;
  *) echo "run.sh: SERVER is tomcat or jetty, not $SERVER" >&2; exit 1 ;;
esac
export WAR="$module/target/webxml.war"
export FIRST_USER_PASSWORD="${FIRST_USER_PASSWORD:-ada-demo-password}"
. "$module/../start.sh"

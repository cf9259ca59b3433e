#!/usr/bin/env bash
# Builds what is missing and starts the quickstart: Jetty on 127.0.0.1, everything kept in an H2 file.
#
#   PORT   8080 unless set; 0 takes any free port
#   DATA   the folder for the database and the master key; target/data of this module unless set
#
# Needs a JDK 17 or newer and Maven.
set -euo pipefail

module="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
main=dev.sallyport.quickstart.Quickstart
databases=quickstart
. "$module/../start.sh"

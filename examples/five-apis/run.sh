#!/usr/bin/env bash
# Builds what is missing and starts the five APIs: five Jettys on 127.0.0.1, each with everything in an H2 file of its own.
#
#   PORT   8080 unless set: the first of five ports in a row; 0 takes any free ports
#   DATA   the folder for the databases and the master key; target/data of this module unless set
#
# Needs a JDK 17 or newer and Maven.
set -euo pipefail

module="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
main=dev.sallyport.fiveapis.FiveApis
databases="idsecret cookiesession privatetokens keylogin accessrefresh"
. "$module/../start.sh"

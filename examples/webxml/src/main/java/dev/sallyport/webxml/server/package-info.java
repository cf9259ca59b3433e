/** The server, which an operator has anyway: a Tomcat or a Jetty that hands out a database by its name. Not in the WAR. */
@NullMarked
package dev.sallyport.webxml.server;

import org.jspecify.annotations.NullMarked;

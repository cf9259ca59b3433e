/**
 * A Spring Boot application behind Sallyport: Spring MVC on its Tomcat, everything in memory. Start reading at {@link
 * dev.sallyport.springapi.Wiring}; {@link dev.sallyport.springapi.SpringApi} is the program.
 */
@NullMarked
package dev.sallyport.springapi;

import org.jspecify.annotations.NullMarked;

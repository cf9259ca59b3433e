/**
 * Reads the application while it starts: its servlets, filters, controllers and endpoints of WebSocket, and what their annotations
 * demand. {@link dev.sallyport.servlet.guard.start.ServletRuleReader} says what the annotations of a servlet mean, {@link
 * dev.sallyport.servlet.guard.start.Targets} keeps the rule of each servlet and tells which one a request reaches, {@link
 * dev.sallyport.servlet.guard.start.MappingCheck} stops the start where a rule would have no effect. Start reading at
 * {@code Targets.of}.
 */
@NullMarked
package dev.sallyport.servlet.guard.start;

import org.jspecify.annotations.NullMarked;

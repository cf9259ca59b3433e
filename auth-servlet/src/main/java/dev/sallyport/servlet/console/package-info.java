/**
 * The page where people manage their keys: its settings, its sessions and the endpoints below it. The page itself is in the jar
 * {@code sallyport-console}. Start at {@link dev.sallyport.servlet.console.ConsoleProfile}.
 */
@NullMarked
package dev.sallyport.servlet.console;

import org.jspecify.annotations.NullMarked;

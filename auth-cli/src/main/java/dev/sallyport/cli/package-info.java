/**
 * The command line for operators: acts on the database of an application, also while it does not run. Start at {@link
 * dev.sallyport.cli.Root}, which has the options that all commands share; each {@code …Commands} is one group of commands. See
 * decision 0145.
 */
@NullMarked
package dev.sallyport.cli;

import org.jspecify.annotations.NullMarked;

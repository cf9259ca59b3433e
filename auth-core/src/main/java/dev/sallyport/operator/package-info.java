/**
 * Acts of operators: people who run the system for others, over HTTP or from code that asks on behalf of one. Start at {@link
 * dev.sallyport.operator.Operators}. Each act asks whether this operator may; knows no HTTP.
 */
@NullMarked
package dev.sallyport.operator;

import org.jspecify.annotations.NullMarked;

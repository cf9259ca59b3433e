/**
 * Actions of operators, the people who run the system for others, over HTTP or from code on their behalf. Start at {@link
 * dev.sallyport.operator.Operators}. Each action checks the rights of its operator. Knows no HTTP.
 */
@NullMarked
package dev.sallyport.operator;

import org.jspecify.annotations.NullMarked;

/**
 * Operator endpoints, below a mount of their own. Start at {@link dev.sallyport.servlet.operator.OperatorProfile}. The core decides who
 * may do what; this package reads requests and writes answers.
 */
@NullMarked
package dev.sallyport.servlet.operator;

import org.jspecify.annotations.NullMarked;

/**
 * What annotations say: the one reading of them, for servlets and for resource methods alike. {@link
 * dev.sallyport.servlet.rule.Statement} is what stands on one class or method, {@link dev.sallyport.servlet.rule.Ancestry} finds the
 * nearest, {@link dev.sallyport.servlet.rule.Precedence} joins what class and method say, {@link
 * dev.sallyport.servlet.rule.RuleValidator} checks it against the application; {@link dev.sallyport.servlet.rule.MethodRules} does
 * all of that for a method. Exported to {@code sallyport-jaxrs} only.
 */
@NullMarked
package dev.sallyport.servlet.rule;

import org.jspecify.annotations.NullMarked;

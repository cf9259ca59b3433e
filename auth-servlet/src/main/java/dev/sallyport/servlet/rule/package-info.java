/**
 * Rules from annotations, for servlets and resource methods alike. {@link dev.sallyport.servlet.rule.Statement} is what stands on
 * one class or method, {@link dev.sallyport.servlet.rule.Ancestry} finds the nearest, {@link dev.sallyport.servlet.rule.Precedence}
 * combines class, method and inherited annotations, {@link dev.sallyport.servlet.rule.RuleValidator} checks the result against the
 * application. Start at {@link dev.sallyport.servlet.rule.MethodRuleReader}, which does all of that for a method. Exported to {@code
 * sallyport-jaxrs} only.
 */
@NullMarked
package dev.sallyport.servlet.rule;

import org.jspecify.annotations.NullMarked;

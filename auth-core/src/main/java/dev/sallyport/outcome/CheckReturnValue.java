package dev.sallyport.outcome;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what answers something that must not be thrown away, such as an {@link Outcome}: a refusal is a value, and who does not look at
 * it takes what was refused for done. Error Prone, SpotBugs and IDEs know the annotation by this name and warn of a call whose answer
 * is not used.
 *
 * <p>See decision 0081.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CheckReturnValue {}

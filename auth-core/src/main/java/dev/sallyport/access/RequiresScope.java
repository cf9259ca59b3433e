package dev.sallyport.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The caller must hold these scopes. On a servlet class it holds for every method of it; on {@code doGet}, {@code doPost}, …
 * for that one, in place of the class's.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresScope {
    /** All of these. */
    String[] value() default {};

    /** At least one of these; empty asks for none. */
    String[] anyOf() default {};
}

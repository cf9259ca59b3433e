package dev.sallyport.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The caller must belong to the tenant that the request's path names; everybody else is told that there is no such thing. Where
 * in the path the tenant stands is said once for the application, as {@code tenantPath("/api/companies/{company_id}/**")}. On a
 * class it holds for every method that is not open, also for those with a demand of their own.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresTenant {
    /** The name of the variable of a tenant path, such as {@code company_id}. */
    String value();
}

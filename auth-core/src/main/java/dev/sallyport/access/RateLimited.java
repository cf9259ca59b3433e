package dev.sallyport.access;

import dev.sallyport.limit.LimitBy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How often the resource may be called. It adds to whatever else the resource demands and opens nothing.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RateLimited {
    /** For example {@code 100/minute} or {@code 100/hour, 1000/day}: see {@link dev.sallyport.limit.RateLimit#parse}. */
    String value();

    /** Whose requests are counted together; without a caller, those of one address. */
    LimitBy by() default LimitBy.CALLER;

    /**
     * Resources that name the same group share one count; empty means the resource counts alone. Where the caller's plan names the
     * group, the plan's limit holds in place of this one: see {@link dev.sallyport.limit.Plan#group}.
     */
    String group() default "";
}

package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A genuine credential that somebody presented and that has not ended yet. Immutable.
 *
 * @param kind for the audit
 * @param owner whose it is
 * @param id of the key or session; null where there is none
 * @param ending ends it and nothing else; answers whether it did
 */
record HeldCredential(String kind, String owner, @Nullable String id, BiPredicate<String, Actor> ending) {

    /**
     * Durable when this answers.
     *
     * @param reason for the audit, such as {@code leaked}
     */
    boolean end(String reason, Actor by) {
        return ending.test(reason, by);
    }
}

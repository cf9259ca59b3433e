package dev.sallyport.outcome;

import java.util.function.Function;

/**
 * What an operation answers that may be refused: its value, or the refusal. Exceptions are left to misuse and broken backends. What
 * answers one is marked {@link CheckReturnValue}: a refusal that nobody looks at is a mistake.
 */
public sealed interface Outcome<T> {
    /** The operation took place. */
    record Done<T>(T value) implements Outcome<T> {}

    /** The operation was refused and changed nothing. */
    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    @CheckReturnValue
    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    @CheckReturnValue
    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /** The same refusal, or what becomes of the value. */
    @CheckReturnValue
    default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
        if (this instanceof Done<T> success) {
            return done(change.apply(success.value()));
        }
        return refused(((Refused<T>) this).refusal());
    }

    /** The same refusal, or what the next step makes of the value. */
    @CheckReturnValue
    default <R> Outcome<R> flatMap(Function<? super T, Outcome<R>> next) {
        if (this instanceof Done<T> success) {
            return next.apply(success.value());
        }
        return refused(((Refused<T>) this).refusal());
    }

    /** One answer for either case. */
    default <R> R fold(Function<? super T, ? extends R> done, Function<? super Refusal, ? extends R> refused) {
        if (this instanceof Done<T> success) {
            return done.apply(success.value());
        }
        return refused.apply(((Refused<T>) this).refusal());
    }

    /**
     * The value, where nothing but success makes sense, as in code that sets an application up.
     *
     * @throws RefusedException when the operation was refused; it has the refusal
     */
    default T orElseThrow() {
        if (this instanceof Done<T> success) {
            return success.value();
        }
        throw new RefusedException(((Refused<T>) this).refusal());
    }
}

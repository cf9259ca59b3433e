package dev.sallyport.secret;

import org.jspecify.annotations.Nullable;

/**
 * A value that a {@link Vault} sealed, as a store keeps it. Only the master key opens it, yet {@link #toString} does not show it, since
 * logs may still exist when the master key leaks later. Immutable.
 */
public final class Sealed {
    private final String text;

    private Sealed(String text) {
        this.text = text;
    }

    /** Wraps a value that a store read. */
    public static Sealed of(String text) {
        return new Sealed(text);
    }

    /** Wraps a value that a store read; null without a text. */
    public static @Nullable Sealed ofNullable(@Nullable String text) {
        return text == null ? null : new Sealed(text);
    }

    /** The text; null where there is no value. */
    public static @Nullable String textOf(@Nullable Sealed sealed) {
        return sealed == null ? null : sealed.text;
    }

    /** Printable ASCII, for a store to write. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed sealed && sealed.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Sealed[redacted]";
    }
}

package dev.sallyport.micrometer;

import java.util.Locale;

/** The values of tags. Without state. */
final class Words {
    static final String ADMITTED = "admitted";
    static final String SUCCEEDED = "succeeded";
    static final String FAILED = "failed";

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

package dev.sallyport.servlet;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The settings that web.xml can give a piece; lists are separated by commas or white space. For one thread. */
final class InitParameters {
    static final String TRUSTED_PROXIES = "trustedProxies";
    static final String API_KEY_HEADER = "apiKeyHeader";
    static final String OPEN = "open";

    private final UnaryOperator<@Nullable String> values;

    /** @param values answers null for what is not set */
    InitParameters(UnaryOperator<@Nullable String> values) {
        this.values = values;
    }

    void applyTo(SallyportWeb web) {
        web.trustedProxies(list(TRUSTED_PROXIES)).open(list(OPEN));
        for (String header : list(API_KEY_HEADER)) {
            web.apiKeyHeader(header);
        }
    }

    private String[] list(String name) {
        String value = values.apply(name);
        return value == null || value.isBlank() ? new String[0] : value.strip().split("[\\s,]+", -1);
    }
}

package dev.sallyport.servlet.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Parameters of a query as forms write them. */
final class QueryText {
    private QueryText() {}

    /** Empty when it is missing, came twice, or is no proper encoding of a text. */
    static Optional<String> valueOf(String query, String name) {
        List<String> values = Arrays.stream(query.split("&", -1))
                .filter(pair -> pair.equals(name) || pair.startsWith(name + "="))
                .map(pair -> pair.length() == name.length() ? "" : pair.substring(name.length() + 1))
                .toList();
        if (values.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(URLDecoder.decode(values.get(0), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

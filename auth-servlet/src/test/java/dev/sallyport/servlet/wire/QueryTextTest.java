package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTextTest {
    @ParameterizedTest
    @CsvSource({"a=1, 1", "b=2&a=1, 1", "a=1&b=2, 1", "aa=3&a=1, 1", "a=b=c, b=c", "a=x%20y+z, x y z", "a=, ''", "a, ''"
    })
    void valueIsDecoded(String query, String value) {
        assertThat(QueryText.valueOf(query, "a")).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b=1", "aa=1", "a=1&a=1", "a&a=1", "a=%zz", "A=1"})
    void whatIsMissingOrAmbiguousOrBrokenIsNone(String query) {
        assertThat(QueryText.valueOf(query, "a")).isEmpty();
    }
}

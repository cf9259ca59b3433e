package dev.sallyport.servlet.guard.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextPathTest {
    @ParameterizedTest
    @CsvSource({
        "/x/y, '', /x/y",
        "/app/x, /app, /x",
        "/app, /app, ''",
        "/app;y, /app, ;y",
        "/gr%C3%B6%C3%9Fe/x, /größe, /x",
        "/gr%c3%b6%C3%9fe/x, /größe, /x",
        "/gr%c3%b6%C3%9fe/x, /gr%C3%B6%C3%9Fe, /x",
        "/my%20app/x, /my app, /x"
    })
    void findsWhatFollows(String path, String context, String tail) {
        assertThat(ContextPath.after(path, context)).isEqualTo(tail);
    }

    @ParameterizedTest
    @CsvSource({
        "/%61pp/x, /app",
        "/APP/x, /app",
        "/apps/x, /app",
        "/app%2fx, /app",
        "/ap, /app",
        "//app/x, /app",
        "/./app/x, /app",
        "/GR%C3%B6%C3%9FE/x, /größe"
    })
    void takesNoOtherSpelling(String path, String context) {
        assertThat(ContextPath.after(path, context)).isNull();
    }
}

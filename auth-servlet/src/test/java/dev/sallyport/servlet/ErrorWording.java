package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Tells whether an error is written as a profile writes them. */
record ErrorWording(String route, Pattern errors) implements Consumer<HttpResponse<String>> {
    ErrorWording(String route, String errors) {
        this(route, Pattern.compile(errors, Pattern.DOTALL));
    }

    @Override
    public void accept(HttpResponse<String> response) {
        assertThat(response.body()).as(route).matches(errors);
    }
}

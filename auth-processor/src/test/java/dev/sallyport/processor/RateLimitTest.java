package dev.sallyport.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RateLimitTest {
    @TempDir
    private Path output;

    @Test
    void aLimitThatCannotBeReadIsAnErrorAtItsLine() {
        assertThat(new Compilation(output).of(Source.of("S", """
                class S extends HttpServlet {
                    @Override
                    @RateLimited(
                        value = "100 per minute",
                        by = LimitBy.ADDRESS)
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
                    @Override
                    @RateLimited("10/minute, 20/60s")
                    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
                }
                """)))
                .containsExactly(
                        "ERROR 4: @RateLimited on app.S.doGet: Rate limit \"100 per minute\": there is no slash between a number"
                                + " and a time. Write \"100/minute\" or \"100/hour, 1000/day\"",
                        "ERROR 8: @RateLimited on app.S.doPost: A rate limit has one window for each period; two of"
                                + " \"10/minute, 20/minute\" count over the same: keep the smaller");
    }

    @Test
    void aGroupThatNoHeaderCanCarryOrThatIsTakenIsAnError() {
        assertThat(new Compilation(output).of(Source.of("S", """
                @RateLimited(value = "1/day", group = "a\\"b")
                class S extends HttpServlet {
                    @Override
                    @RateLimited(value = "1/day", group = "default-2")
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
                }
                """)))
                .containsExactly(
                        "ERROR 1: @RateLimited on app.S: A group has 1 to 64 characters of printable ASCII without quote and"
                                + " backslash, because callers see it in a header",
                        "ERROR 4: @RateLimited on app.S.doGet: The group \"default-2\" has the name of a general limit; choose"
                                + " another");
    }

    @Test
    void oneGroupHasOneLimitInAllClasses() {
        assertThat(new Compilation(output)
                        .of(
                                Source.of(
                                        "A",
                                        "@RateLimited(value = \"1/day\", group = \"x\") class A extends HttpServlet {}"),
                                Source.of(
                                        "B",
                                        "@RateLimited(value = \"1/day\", group = \"x\") class B extends HttpServlet {}"),
                                Source.of(
                                        "C",
                                        "\n@RateLimited(value = \"1/day\", by = LimitBy.TENANT,\ngroup = \"x\")"
                                                + " class C extends HttpServlet {}")))
                .containsExactly(
                        "ERROR 3: @RateLimited(group = \"x\") is \"1/day\" by TENANT on app.C and \"1/day\" by CALLER"
                                + " elsewhere; write the same in both places, or name two groups");
    }
}

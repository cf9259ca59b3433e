package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests run with assertions, so each request and each answer of the suite is compared with what its route declares. */
class DeclaredTest {
    private static final RouteDoc DOC = RouteDoc.of("Topic", "Does something")
            .reads(Shape.object().required("name", Shape.text(1, 10)))
            .answers(
                    200,
                    "Done.",
                    Shape.object()
                            .required("id", Shape.text())
                            .optional("at", Shape.instant().orNull()))
            .answers(204, "Done, and nothing to say.");
    private static final Route ROUTE = Route.authenticated(
                    "POST", "/auth/things", Route.Body.JSON, call -> Outcome.done(Reply.empty(204)))
            .describedBy(DOC);

    @Test
    void assertionsAreOn() {
        assertThat(Declared.class.desiredAssertionStatus()).isTrue();
    }

    @Test
    void takesWhatIsDeclared() {
        assertThat(Declared.has(ROUTE, Reply.json(200, "{\"id\":\"a\"}"))).isTrue();
        assertThat(Declared.has(ROUTE, Reply.json(200, "{\"id\":\"a\",\"at\":null}")))
                .isTrue();
        assertThat(Declared.has(ROUTE, Reply.empty(204))).isTrue();
        assertThat(Declared.has(ROUTE, Reply.json(400, "{\"worded\":\"by the profile\"}")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    200 | {}                       | answer has no id
                    200 | {"id":1}                 | answer.id is no string
                    200 | {"id":"a","key":"s"}     | answer has the undeclared key
                    200 | ["a"]                    | answer is no object
                    200 | {"id":"a","at":{}}       | answer.at is no string
                    201 | {"id":"a"}               | which its RouteDoc does not have
                    """)
    void refusesWhatIsNot(int status, String body, String difference) {
        assertThatThrownBy(() -> Declared.has(ROUTE, Reply.json(status, body)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("POST /auth/things answers " + status)
                .hasMessageContaining(difference);
    }

    @Test
    void handlerThatReadsAMemberWhichItsShapeLacksFails() {
        JsonBody body = JsonBody.of(Map.of("name", "x", "note", "y"));
        assertThat(Content.of(body).comparesWith(DOC)).isTrue();

        assertThat(body.text("name", 10)).isEqualTo("x");
        assertThatThrownBy(() -> body.optionalText("note", 10)).hasMessageContaining("note is read");
        assertThatThrownBy(() -> body.has("note")).hasMessageContaining("note is read");
        assertThatThrownBy(() -> body.text("name", 11)).hasMessageContaining("declared up to 10");
    }

    @Test
    void routeThatNobodyDescribedIsNotCompared() {
        Route undescribed =
                new Route(ROUTE.method(), ROUTE.path(), ROUTE.site(), ROUTE.body(), ROUTE.access(), ROUTE.handler());
        assertThat(Declared.has(undescribed, Reply.json(299, "{}"))).isTrue();
    }
}

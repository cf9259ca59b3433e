package dev.sallyport.servlet.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.guard.fixture.FakeContext;
import dev.sallyport.servlet.guard.path.UrlPattern;
import dev.sallyport.servlet.guard.start.MisplacedAnnotationsTest;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import dev.sallyport.servlet.wire.StandardProfile;
import jakarta.servlet.http.HttpServlet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a context has once its gate is open. */
class GateFactoryTest {
    private static final String OUT_OF_REACH = "not reachable: no mapping of filter or servlet leads here";

    private final Sallyport auth = Sallyport.builder()
            .issuer("https://api.example.com")
            .scopes("reports:read")
            .build();
    private final GateFactory factory =
            new GateFactory(auth, List.of(StandardProfile.at("/auth")), EndpointLimits.none());
    private final FakeContext fake = new FakeContext();
    private final GateSettings settings = GateSettings.none().guarding("/api/*");

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void gateStandsInTheContext() {
        Gate gate = factory.open(fake.context, settings, List.of());

        assertThat(Gate.of(fake.context)).containsSame(gate);
        assertThat(ResourceGate.of(fake.context)).containsSame(gate.resources());
        assertThat(gate.guarded()).containsExactly(new UrlPattern("/api/*"));
        assertThat(gate.guardsEveryServlet()).isFalse();
        assertThat(factory.open(fake.context, settings.guardingServlets(Set.of("*")), List.of())
                        .guardsEveryServlet())
                .isTrue();
        assertThat(Gate.of(new FakeContext().context)).isEmpty();
        assertThat(ResourceGate.of(new FakeContext().context)).isEmpty();
    }

    @Test
    void whoWaitsForTheGateHearsOfItOnce() {
        List<ResourceGate> heard = new ArrayList<>();
        GateOpening.of(fake.context).whenOpen(heard::add);
        assertThat(heard).isEmpty();

        ResourceGate opened = factory.open(fake.context, settings, List.of()).resources();
        assertThat(heard).containsExactly(opened);
        GateOpening.of(fake.context).whenOpen(heard::add);
        assertThat(heard).as("and who comes later at once").containsExactly(opened, opened);
        assertThat(factory.open(fake.context, settings, List.of()).resources()).isNotSameAs(opened);
        assertThat(heard).hasSize(2);
    }

    @Test
    void misplacedAnnotationStopsTheStart() {
        fake.filter(MisplacedAnnotationsTest.FilterByClass.class.getName());

        assertThatIllegalStateException()
                .isThrownBy(() -> factory.open(fake.context, settings, List.of()))
                .withMessageContaining("they hold nothing there");
    }

    @Test
    void endpointsAreReachedThroughTheFilterOrTheirServlet() {
        factory.open(fake.context, settings, List.of());
        assertThat(rules("/auth/login")).containsExactly(OUT_OF_REACH);
        factory.open(fake.context, settings, List.of(new UrlPattern("/auth/*")));
        factory.open(fake.context, settings.guarding("/auth/*"), List.of(new UrlPattern("/elsewhere/*")));
        factory.open(fake.context, settings, List.of(new UrlPattern("/auth/me")));

        assertThat(rules("/auth/login")).containsExactly(OUT_OF_REACH, "open", "open", OUT_OF_REACH);
    }

    @Test
    void rowsSayWhatIsOpenByItsPathAndWhatNeedsACredential() {
        factory.open(fake.context, settings.opening("/api/files/*"), List.of());

        assertThat(rules("/api/*")).containsExactly("any credential, for all that is not said here");
        assertThat(rules("/api/files/*")).containsExactly("open by its path, where no annotation says otherwise");
    }

    /** It answers by the routes, which have rows of their own. */
    @Test
    void servletOfTheEndpointsHasNoRow() {
        fake.servlet("endpoints", HttpServlet.class, "/auth/*").servlet("other", HttpServlet.class, "/other");
        factory.open(fake.context, settings, List.of(new UrlPattern("/auth/*"), new UrlPattern("/more/*")));

        assertThat(rules("/auth/*")).isEmpty();
        assertThat(rules("/other")).containsExactly("not protected");
    }

    private List<String> rules(String pattern) {
        return factory.table().rows().stream()
                .filter(row -> row.pattern().equals(pattern))
                .map(Row::rule)
                .toList();
    }
}

package dev.sallyport.servlet.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.servlet.guard.address.AddressRange;
import dev.sallyport.servlet.guard.path.UrlPattern;
import dev.sallyport.servlet.wire.CorsPolicy;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each call adds to what was said before and changes nothing else. */
class GateSettingsTest {
    private final GateSettings none = GateSettings.none();

    @Test
    void everythingThatIsSaidIsKept() {
        CorsPolicy pages = CorsPolicy.of("https://app.example.com");
        GateSettings all = none.guarding("/a/*")
                .guardingServlets(Set.of("one"))
                .opening("/a/open")
                .readingTenantFrom("/a/{company}/**")
                .allowingSessionIds()
                .trusting("10.0.0.1 ", "10.1.0.0/16")
                .readingKeysFrom("X-One")
                .answeringPagesOf(pages)
                .withSecureCookies(true)
                .guarding("/b", "/c")
                .guardingServlets(Set.of("two"))
                .opening("/b/open/*")
                .readingTenantFrom("/b/{team}/**")
                .trusting("10.2.0.1")
                .readingKeysFrom("X-Two");

        assertThat(all.guarded()).extracting(UrlPattern::text).containsExactly("/a/*", "/b", "/c");
        assertThat(all.paths().servlets()).containsExactlyInAnyOrder("one", "two");
        assertThat(all.paths().open()).extracting(UrlPattern::text).containsExactly("/a/open", "/b/open/*");
        assertThat(all.paths().tenantVariables()).containsExactlyInAnyOrder("company", "team");
        assertThat(all.paths().tenantPaths()).hasSize(2);
        assertThat(all.paths().sessionIds()).isTrue();
        assertThat(all.proxies())
                .containsExactly(
                        AddressRange.parse("10.0.0.1"),
                        AddressRange.parse("10.1.0.0/16"),
                        AddressRange.parse("10.2.0.1"));
        assertThat(all.keyHeaders()).containsExactly("X-One", "X-Two");
        assertThat(all.cors()).isSameAs(pages);
        assertThat(all.secureCookies()).isTrue();
        assertThat(none).isEqualTo(GateSettings.none());
    }

    @Test
    void mappingIsCoveredByAPatternOrTheServletsName() {
        GateSettings some = none.guarding("/a/*").guardingServlets(Set.of("one"));

        assertThat(some.paths().covers("two", "/a/b")).isTrue();
        assertThat(some.paths().covers("two", "/b")).isFalse();
        assertThat(some.paths().covers("one", "/b")).isTrue();
        assertThat(none.guardingServlets(Set.of("*")).paths().covers("two", "/b"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-API-Key", "azAZ09-_", "a"})
    void keyMayStandInAHeaderOfItsOwn(String header) {
        assertThat(none.readingKeysFrom(header).keyHeaders()).containsExactly(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "authorization", "COOKIE", "X API", "a`", "a{", "A@", "A[", "0/", "0:", "ä", "a\n"})
    void whatIsNoHeaderForKeysIsRefused(String header) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.readingKeysFrom(header))
                .withMessageContaining("cannot be the header of an API key");
    }
}

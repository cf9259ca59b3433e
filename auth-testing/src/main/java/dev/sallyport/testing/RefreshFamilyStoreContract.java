package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.refreshFamily;
import static dev.sallyport.testing.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Sealed;
import dev.sallyport.session.RefreshFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.session.RefreshFamilyStore} promises. */
interface RefreshFamilyStoreContract extends Contract {
    /** A session with a family. */
    private RefreshFamily open(String sessionId) {
        RefreshFamily family = refreshFamily(sessionId);
        stores().sessions().insert(session(sessionId));
        stores().refreshFamilies().insert(family);
        return family;
    }

    @Test
    default void familyKeepsEveryField() {
        RefreshFamily family = open("s");
        assertThat(stores().refreshFamilies().findBySession("s")).contains(family);
        assertThat(stores().refreshFamilies().findBySession("S")).isEmpty();
    }

    @Test
    default void familyWithoutScopesIsAnotherThanOneWithNone() {
        stores().sessions().insert(session("all"));
        RefreshFamily all = new RefreshFamily("all", Sealed.of("sealed"), null, 1, NOW, NOW);
        stores().refreshFamilies().insert(all);
        stores().sessions().insert(session("none"));
        RefreshFamily none = new RefreshFamily("none", Sealed.of("sealed"), ScopeSet.none(), 1, NOW, NOW);
        stores().refreshFamilies().insert(none);
        assertThat(stores().refreshFamilies().findBySession("all")).contains(all);
        assertThat(stores().refreshFamilies().findBySession("none")).contains(none);
    }

    @Test
    default void familyNeedsItsSessionAndIsItsOnlyOne() {
        assertThatThrownBy(() -> stores().refreshFamilies().insert(refreshFamily("nowhere")))
                .isInstanceOf(StoreException.class);
        open("s");
        assertThatThrownBy(() -> stores().refreshFamilies().insert(refreshFamily("s")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    default void familyAdvancesFromItsOwnGenerationOnly() {
        RefreshFamily family = open("s");
        open("other");
        assertThat(stores().refreshFamilies().advance("s", 2, NOW)).isFalse();
        assertThat(stores().refreshFamilies().advance("s", 0, NOW)).isFalse();
        assertThat(stores().refreshFamilies().advance("nowhere", 1, NOW)).isFalse();
        assertThat(stores().refreshFamilies().findBySession("s")).contains(family);

        assertThat(stores().refreshFamilies().advance("s", 1, NOW.plusSeconds(9)))
                .isTrue();
        assertThat(stores().refreshFamilies().findBySession("s"))
                .contains(new RefreshFamily(
                        "s", family.sealedKey(), family.scopes(), 2, NOW.plusSeconds(9), family.expiresAt()));
        assertThat(stores().refreshFamilies().advance("s", 1, NOW)).isFalse();
        assertThat(stores().refreshFamilies().findBySession("other")).contains(refreshFamily("other"));
    }

    @Test
    default void familyAdvancesForExactlyOneOfAHundred() {
        open("s");
        List<Boolean> won = Together.run(100, i -> stores().refreshFamilies().advance("s", 1, NOW.plusSeconds(i)));
        assertThat(won).containsOnlyOnce(true);
        assertThat(stores().refreshFamilies().findBySession("s").orElseThrow().generation())
                .isEqualTo(2);
    }

    @Test
    default void familyGoesWithItsSession() {
        open("ended");
        open("expired");
        stores().sessions().delete("ended");
        assertThat(stores().refreshFamilies().findBySession("ended")).isEmpty();
        assertThat(stores().refreshFamilies().findBySession("expired")).isPresent();
        stores().sessions().deleteExpired(NOW.plusSeconds(60), 10);
        assertThat(stores().refreshFamilies().findBySession("expired")).isEmpty();
    }

    @Test
    default void familyIsNotThereWhenItsTransactionFails() {
        assertThatThrownBy(() -> stores().inTransaction(transaction -> {
                    open("s");
                    throw new IllegalStateException("as if the node failed here");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(stores().refreshFamilies().findBySession("s")).isEmpty();
        assertThat(stores().sessions().findById("s")).isEmpty();
    }
}

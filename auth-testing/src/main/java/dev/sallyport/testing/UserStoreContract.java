package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.Secret;
import dev.sallyport.user.StoredUser;
import dev.sallyport.user.User;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.user.UserStore} promises. */
interface UserStoreContract extends Contract {
    @Test
    default void userKeepsEveryField() {
        assertThat(stores().users().insert(user("ada"))).isTrue();
        assertThat(stores().users().findById("ada")).contains(user("ada"));
    }

    @Test
    default void userKeepsWhatIsNullOrEmpty() {
        StoredUser plain = new StoredUser(User.of("id", "login").withEnabled(false), Secret.of(""), 0);
        stores().users().insert(plain);
        assertThat(stores().users().findById("id")).contains(plain);
        StoredUser empty = new StoredUser(
                new User("id2", "login2", null, "", "", Set.of(""), Map.of("", ""), false), Secret.of(""), 0);
        stores().users().insert(empty);
        assertThat(stores().users().findById("id2")).contains(empty);
    }

    @Test
    default void userKeepsLongAndOddTexts() {
        StoredUser user = new StoredUser(
                new User(
                        Samples.longId(),
                        Samples.longId(),
                        Samples.ODD,
                        Samples.longText(),
                        Samples.ODD,
                        Set.of(Samples.ODD, "a\nb", "a\\nb"),
                        Map.of(Samples.ODD, Samples.longText(), "=\\e\n", "="),
                        true),
                Secret.of(Samples.longText()),
                0);
        stores().users().insert(user);
        assertThat(stores().users().findById(Samples.longId())).contains(user);
    }

    @Test
    default void userIsFoundByLoginAndEmailInAnyCase() {
        stores().users().insert(user("ada", "Ada.Lovelace", "ADA@Example.com", 0));
        stores().users().insert(user("ωμέγα", "ΩΜΈΓΑ", null, 0));
        for (String name : List.of("Ada.Lovelace", "ada.lovelace", "ADA.LOVELACE", "ada@example.COM")) {
            assertThat(stores().users().findByLogin(name))
                    .get()
                    .extracting(stored -> stored.user().id())
                    .isEqualTo("ada");
        }
        assertThat(stores().users().findByLogin("ωμέγα")).isPresent();
        assertThat(stores().users().findByLogin("ada")).isEmpty();
        assertThat(stores().users().findByLogin("ada.lovelac_")).isEmpty();
        assertThat(stores().users().findByLogin("ada.lovelace\0")).isEmpty();
        assertThat(stores().users().findById("ADA")).isEmpty();
    }

    @Test
    default void userWithTakenIdLoginOrEmailIsRefusedAndTheTransactionGoesOn() {
        stores().users().insert(user("ada", "ada", "ada@example.com", 0));
        stores().inTransaction(transaction -> {
            assertThat(stores().users().insert(user("ada", "new", "new@example.com", 0)))
                    .isFalse();
            assertThat(stores().users().insert(user("vic", "ADA", "new@example.com", 0)))
                    .isFalse();
            assertThat(stores().users().insert(user("vic", "new", "Ada@Example.com", 0)))
                    .isFalse();
            assertThat(stores().users().insert(user("vic", "ada@example.com", null, 0)))
                    .isFalse();
            assertThat(stores().users().insert(user("eve", "eve", "EVE", 0))).isTrue();
            return true;
        });
        assertThat(stores().users().findById("vic")).isEmpty();
        assertThat(stores().users().findByLogin("new")).isEmpty();
        assertThat(stores().users().findByLogin("new@example.com")).isEmpty();
        assertThat(stores().users().findByLogin("Eve")).isPresent();
    }

    @Test
    default void userUpdateReplacesTheRowAndItsNames() {
        stores().users().insert(user("ada", "ada", "ada@example.com", 0));
        StoredUser changed = new StoredUser(
                new User("ada", "Lovelace", "Ada", null, null, Set.of("admin"), Map.of("a", "b"), false),
                Secret.of("hash"),
                1);
        assertThat(stores().users().update(changed)).isTrue();
        assertThat(stores().users().findByLogin("lovelace")).contains(changed);
        assertThat(stores().users().findByLogin("ADA")).contains(changed);
        assertThat(stores().users().findByLogin("ada@example.com")).isEmpty();
        assertThat(stores().users().insert(user("vic", "ada@example.com", null, 0)))
                .isTrue();
    }

    @Test
    default void userUpdateOfAnotherVersionOrToATakenNameIsRefusedAndTheTransactionGoesOn() {
        stores().users().insert(user("ada", "ada", "ada@example.com", 0));
        stores().users().insert(user("vic", "vic", "vic@example.com", 0));
        stores().inTransaction(transaction -> {
            assertThat(stores().users().update(user("ada", "other", null, 0))).isFalse();
            assertThat(stores().users().update(user("ada", "other", null, 2))).isFalse();
            assertThat(stores().users().update(user("eve", "other", null, 1))).isFalse();
            assertThat(stores().users().update(user("ada", "VIC", null, 1))).isFalse();
            assertThat(stores().users().update(user("ada", "ada", "Vic@example.com", 1)))
                    .isFalse();
            assertThat(stores().users().update(user("vic", "vic", "new@example.com", 1)))
                    .isTrue();
            return true;
        });
        assertThat(stores().users().findById("ada")).contains(user("ada", "ada", "ada@example.com", 0));
        assertThat(stores().users().findByLogin("ada@example.com")).isPresent();
        assertThat(stores().users().findByLogin("other")).isEmpty();
        assertThat(stores().users().findByLogin("new@example.com")).isPresent();
    }

    @Test
    default void userThatIsDeletedLeavesTheirNamesToOthers() {
        stores().users().insert(user("ada", "ada", "ada@example.com", 0));
        assertThat(stores().users().delete("vic")).isFalse();
        assertThat(stores().users().delete("ad\0a")).isFalse();
        assertThat(stores().users().delete("ada")).isTrue();
        assertThat(stores().users().delete("ada")).isFalse();
        assertThat(stores().users().findById("ada")).isEmpty();
        assertThat(stores().users().findByLogin("ada")).isEmpty();
        assertThat(stores().users().insert(user("vic", "ada@example.com", "ada", 0)))
                .isTrue();
    }

    @Test
    default void userNameTakenByManyAtOnceBelongsToOne() {
        List<Boolean> inserted = Together.run(12, i -> stores().users().insert(user("id" + i, "Same", "mail" + i, 0)));
        assertThat(Collections.frequency(inserted, true)).isEqualTo(1);
        for (int i = 0; i < inserted.size(); i++) {
            assertThat(stores().users().findById("id" + i).isPresent()).isEqualTo(inserted.get(i));
            assertThat(stores().users().findByLogin("mail" + i).isPresent()).isEqualTo(inserted.get(i));
        }
    }

    @Test
    default void userUpdatedByManyAtOnceIsUpdatedOnce() {
        stores().users().insert(user("ada", "ada", null, 0));
        List<Boolean> updated = Together.run(12, i -> stores().users().update(user("ada", "ada" + i, null, 1)));
        assertThat(Collections.frequency(updated, true)).isEqualTo(1);
        assertThat(stores().users().findByLogin("ada" + updated.indexOf(true))).isPresent();
        assertThat(stores().users().findByLogin("ada")).isEmpty();
    }
}

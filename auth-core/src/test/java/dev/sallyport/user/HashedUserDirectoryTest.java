package dev.sallyport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class HashedUserDirectoryTest {
    private static final Secret PASSWORD = Secret.of("correct horse");
    private static final Secret WRONG = Secret.of("another-password");
    private static final String BCRYPT = "$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";
    private static final User ADA = User.of("1", "ada");
    private static final User BOB = User.of("2", "bob");
    private static final User GONE = User.of("gone", "gone");

    private final List<String> compared = new ArrayList<>();
    private final List<String> read = new ArrayList<>();

    private final class Rows extends HashedUserDirectory {
        private final Map<String, Row> rows;

        Rows(String hash) {
            super();
            rows = Map.of(
                    "1",
                    new Row(ADA, hash.isEmpty() ? hash(PASSWORD) : Secret.of(hash)),
                    "2",
                    new Row(BOB, Secret.of("")));
        }

        Rows(String sample, BiPredicate<Secret, String> matcher) {
            super(sample, matcher);
            rows = Map.of("1", new Row(ADA, Secret.of(BCRYPT)), "2", new Row(BOB, Secret.of("")));
        }

        @Override
        protected Optional<Row> rowById(String id) {
            read.add(id);
            return Optional.ofNullable(rows.get(id));
        }

        @Override
        protected Optional<Row> rowByLogin(String loginOrEmail) {
            return rows.values().stream()
                    .filter(row -> row.user().login().equalsIgnoreCase(loginOrEmail))
                    .findFirst();
        }
    }

    @Test
    void findsUsersOfRows() {
        HashedUserDirectory directory = new Rows(BCRYPT);
        assertThat(directory.findById("1")).contains(ADA);
        assertThat(directory.findById("3")).isEmpty();
        assertThat(directory.findByLogin("ADA")).contains(ADA);
        assertThat(directory.findByLogin("eve")).isEmpty();
    }

    @Test
    void verifiesItsOwnHashesAndThoseOfOthers() {
        for (String hash : List.of("", BCRYPT, "{bcrypt}" + BCRYPT)) {
            HashedUserDirectory directory = new Rows(hash);
            assertThat(directory.passwordMatches(ADA, PASSWORD)).as(hash).isTrue();
            assertThat(directory.passwordMatches(ADA, WRONG)).as(hash).isFalse();
        }
    }

    @Test
    void unknownLoginsReadARowAndCompareAHashAsAWrongPasswordDoes() {
        String sample = BCRYPT.replace("abcdef", "ABCDEF");
        HashedUserDirectory directory = new Rows(sample, (password, stored) -> {
            compared.add(stored);
            return false;
        });
        assertThat(directory.passwordMatches(ADA, WRONG)).isFalse();
        assertThat(directory.passwordMatches(null, WRONG)).isFalse();
        assertThat(directory.passwordMatches(BOB, WRONG)).isFalse();
        assertThat(directory.passwordMatches(GONE, WRONG)).isFalse();
        assertThat(compared).containsExactly(BCRYPT, sample, sample, sample);
        assertThat(read).hasSize(4);
    }

    @Test
    void samplesPasswordOpensNothing() {
        HashedUserDirectory directory = new Rows(BCRYPT, (password, stored) -> true);
        assertThat(directory.passwordMatches(ADA, PASSWORD)).isTrue();
        assertThat(directory.passwordMatches(null, PASSWORD)).isFalse();
        assertThat(directory.passwordMatches(BOB, PASSWORD)).as("no password").isFalse();
        assertThat(directory.passwordMatches(GONE, PASSWORD)).isFalse();
    }

    @Test
    void hashThatNobodyUnderstandsOpensNothingAndCostsTheSame() {
        HashedUserDirectory directory = new Rows("md5:5f4dcc3b5aa765d61d8327deb882cf99");
        assertThat(directory.passwordMatches(ADA, PASSWORD)).isFalse();
    }

    @Test
    void refusesASampleThatIsNoHash() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HashedUserDirectory("secret", HashingPolicy.defaults()) {
                    @Override
                    protected Optional<Row> rowById(String id) {
                        return Optional.empty();
                    }

                    @Override
                    protected Optional<Row> rowByLogin(String loginOrEmail) {
                        return Optional.empty();
                    }
                })
                .withMessageStartingWith("This is no password hash that can be verified.");
    }

    @Test
    void rowShowsNoHash() {
        assertThat(new HashedUserDirectory.Row(ADA, Secret.of(BCRYPT)).toString())
                .doesNotContain("$2b$");
    }
}

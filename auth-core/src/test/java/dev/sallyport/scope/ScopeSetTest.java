package dev.sallyport.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeSetTest {
    /** Every name of up to three parts over a small alphabet, so that random sets meet, overlap and cover each other. */
    private static final List<Scope> UNIVERSE = universe();

    private static List<Scope> universe() {
        List<Scope> names = new ArrayList<>();
        String[] parts = {"a", "b", ""};
        for (String first : new String[] {"a", "b", "ab"}) {
            names.add(new Scope(first));
            names.add(new Scope(first + ":*"));
            for (String second : parts) {
                names.add(new Scope(first + ":" + second));
                names.add(new Scope(first + ":" + second + ":*"));
                for (String third : parts) {
                    names.add(new Scope(first + ":" + second + ":" + third));
                }
            }
        }
        return names;
    }

    private static ScopeSet randomSet(Random random) {
        return ScopeSet.copyOf(IntStream.range(0, random.nextInt(8))
                .mapToObj(i -> UNIVERSE.get(random.nextInt(UNIVERSE.size())))
                .toList());
    }

    @Test
    void intersectionGrantsExactlyWhatBothSidesGrant() {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            ScopeSet left = randomSet(random);
            ScopeSet right = randomSet(random);
            ScopeSet both = left.intersect(right);
            for (Scope scope : UNIVERSE) {
                assertThat(both.contains(scope))
                        .as("%s in [%s] and [%s]", scope, left, right)
                        .isEqualTo(left.contains(scope) && right.contains(scope));
            }
            assertThat(left.containsAll(both)).isTrue();
            assertThat(right.containsAll(both)).isTrue();
        }
    }

    @Test
    void intersectionIsCommutativeAssociativeAndIdempotent() {
        Random random = new Random(12);
        for (int i = 0; i < 5_000; i++) {
            ScopeSet a = randomSet(random);
            ScopeSet b = randomSet(random);
            ScopeSet c = randomSet(random);
            assertThat(a.intersect(b)).isEqualTo(b.intersect(a));
            assertThat(a.intersect(b).intersect(c)).isEqualTo(a.intersect(b.intersect(c)));
            assertThat(a.intersect(a)).isEqualTo(a);
            assertThat(a.intersect(ScopeSet.none())).isSameAs(ScopeSet.none());
        }
    }

    @Test
    void unionGrantsExactlyWhatOneSideGrants() {
        Random random = new Random(13);
        for (int i = 0; i < 5_000; i++) {
            ScopeSet left = randomSet(random);
            ScopeSet right = randomSet(random);
            ScopeSet either = left.union(right);
            assertThat(either).isEqualTo(right.union(left));
            for (Scope scope : UNIVERSE) {
                assertThat(either.contains(scope)).isEqualTo(left.contains(scope) || right.contains(scope));
            }
        }
    }

    @Test
    void containsAllAndAnyAgreeWithContains() {
        Random random = new Random(14);
        for (int i = 0; i < 5_000; i++) {
            ScopeSet held = randomSet(random);
            ScopeSet asked = randomSet(random);
            assertThat(held.containsAll(asked)).isEqualTo(asked.stream().allMatch(held::contains));
            assertThat(held.containsAny(asked)).isEqualTo(asked.stream().anyMatch(held::contains));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "reports:*, reports:read, reports:read",
        "reports:*, reports:own:*, reports:own:*",
        "reports:read reports:write, reports:write users:read, reports:write",
        "reports:*, users:*, ''",
        "a:* b:x, a:x b:*, a:x b:x",
        "'', a:*, ''"
    })
    void intersectionKeepsTheNarrowerSide(String left, String right, String both) {
        assertThat(ScopeSet.parse(left).intersect(ScopeSet.parse(right))).hasToString(both);
    }

    @Test
    void theIntersectionOfLargeSetsNeverFails() {
        ScopeSet left = ScopeSet.copyOf(names("a:", "b:*"));
        ScopeSet right = ScopeSet.copyOf(names("b:", "a:*"));

        assertThat(left.size()).isEqualTo(ScopeSet.MAX_SCOPES);
        assertThat(left.intersect(right).size()).isEqualTo(510);
        assertThat(left.union(right).size()).isEqualTo(512);
    }

    private static List<Scope> names(String prefix, String wildcard) {
        List<Scope> names = new ArrayList<>(List.of(new Scope(wildcard)));
        IntStream.range(1, ScopeSet.MAX_SCOPES).forEach(i -> names.add(new Scope(prefix + i)));
        return names;
    }

    @Test
    void holdsAtMost256() {
        List<Scope> names = names("a:", "b:*");
        names.add(new Scope("one:more"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScopeSet.copyOf(names))
                .withMessage("A scope set has at most 256 scopes, this one has 257");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", " a", "a ", "a  b", "a\tb", "a,b c\n"})
    void refusesAnythingButSingleSpacesBetweenNames(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ScopeSet.parse(text));
    }

    @Test
    void isWrittenInOrderWithoutRepetition() {
        ScopeSet set = ScopeSet.parse("b:z a:y b:z a:x");

        assertThat(set).hasToString("a:x a:y b:z").hasSize(3);
        assertThat(ScopeSet.parse(set.toString())).isEqualTo(set).hasSameHashCodeAs(set);
        assertThat(ScopeSet.parse("")).isSameAs(ScopeSet.none()).hasToString("");
    }

    @Test
    void readsBackAnyUnionThatItWrote() {
        ScopeSet one =
                ScopeSet.parse(IntStream.range(0, 256).mapToObj(i -> "a:s" + i).collect(Collectors.joining(" ")));
        ScopeSet union = one.union(ScopeSet.of("b:read"));
        assertThat(union.size()).isEqualTo(257);
        assertThat(ScopeSet.parseUnion(union.toString())).isEqualTo(union);
        assertThat(ScopeSet.parseUnion("")).isEqualTo(ScopeSet.none());
        assertThatIllegalArgumentException().isThrownBy(() -> ScopeSet.parseUnion("a:s1  a:s2"));
    }

    @Test
    void setsOfOtherScopesAreNotEqual() {
        ScopeSet set = ScopeSet.of("a:read", "b:read");
        assertThat(set).isEqualTo(ScopeSet.of("b:read", "a:read")).hasSameHashCodeAs(ScopeSet.of("b:read", "a:read"));
        assertThat(set.equals(ScopeSet.of("a:read"))).isFalse();
        assertThat(set.equals(ScopeSet.none())).isFalse();
        assertThat(set.hashCode()).isNotEqualTo(ScopeSet.of("a:read").hashCode());
    }
}

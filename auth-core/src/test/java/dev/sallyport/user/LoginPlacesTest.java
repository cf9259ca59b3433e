package dev.sallyport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.user.LoginPlaces.Lane;
import dev.sallyport.user.LoginPlaces.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginPlacesTest {
    private static final int QUEUE = 6;

    /** Four places. */
    private final LoginPlaces places = LoginPlaces.ofHashes(new HashingPolicy(2, QUEUE, Duration.ofSeconds(30)));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        threads.shutdownNow();
    }

    private static Turn turn(Lane lane, String account, String network) {
        return new Turn(lane, account, account + " from " + network, network);
    }

    /** Takes or waits for a place and keeps it until {@link #release}. */
    private CompletableFuture<String> hold(Turn turn) {
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(
                () -> places.run(turn, () -> {
                    inside.countDown();
                    await(release);
                    return "looked at";
                }),
                threads);
        while (inside.getCount() > 0 && !answer.isDone() && !places.isWaiting(turn)) {
            Thread.onSpinWait();
        }
        return answer;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<CompletableFuture<String>> flood(Lane lane, int count, String network) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(hold(turn(lane, "account" + i, network)));
        }
        return answers;
    }

    /** Whoever is told to come again has a thread of their own, which has yet to wake. */
    private static void awaitDone(List<CompletableFuture<String>> answers, int count) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (answers.stream().filter(CompletableFuture::isDone).count() < count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** Held until the end of the test. */
    private static void keep(Object held) {
        assertThat(held).isNotNull();
    }

    @Test
    void oneNetworkLeavesAPlaceForOthers() {
        keep(flood(Lane.LOGIN, 5, "attacker"));
        assertThat(places.run(turn(Lane.LOGIN, "ada", "home"), () -> "in")).isEqualTo("in");
    }

    @Test
    void oneAccountLeavesPlacesForOthersWhereverItsGuessesComeFrom() {
        for (int i = 0; i < 4; i++) {
            keep(hold(turn(Lane.LOGIN, "slow", "network" + i)));
        }
        assertThat(places.run(turn(Lane.LOGIN, "ada", "home"), () -> "in")).isEqualTo("in");
    }

    @Test
    void oneBudgetIsLookedAtOneByOne() throws Exception {
        AtomicInteger together = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < QUEUE; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> places.run(turn(Lane.LOGIN, "ada", "home"), () -> {
                        most.accumulateAndGet(together.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        together.decrementAndGet();
                        return true;
                    }),
                    threads));
        }
        for (CompletableFuture<Boolean> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void newcomerFromElsewhereTakesThePlaceInTheQueueOfWhoWaitsMost() throws Exception {
        List<CompletableFuture<String>> flood = flood(Lane.LOGIN, 3 + QUEUE, "attacker");
        keep(hold(turn(Lane.LOGIN, "bob", "office")));
        CompletableFuture<String> ada = hold(turn(Lane.LOGIN, "ada", "home"));
        awaitDone(flood, 1);
        assertThat(flood)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .hasSize(1);
        assertThatThrownBy(() -> places.run(turn(Lane.LOGIN, "more", "attacker"), () -> "in"))
                .isInstanceOf(HashingBusyException.class);
        release.countDown();
        assertThat(ada.get(60, TimeUnit.SECONDS)).isEqualTo("looked at");
    }

    @Test
    void confirmationsGiveWayToLoginsAndLoginsNeverToConfirmations() throws Exception {
        keep(flood(Lane.CONFIRMATION, 3 + QUEUE, "attacker"));
        keep(hold(turn(Lane.LOGIN, "bob", "office")));
        List<CompletableFuture<String>> logins = new ArrayList<>();
        for (int i = 0; i < QUEUE; i++) {
            logins.add(hold(turn(Lane.LOGIN, "user" + i, "network" + i)));
        }
        assertThat(logins).noneMatch(CompletableFuture::isDone);
        assertThatThrownBy(() -> places.run(turn(Lane.CONFIRMATION, "eve", "elsewhere"), () -> "in"))
                .isInstanceOf(HashingBusyException.class);
        release.countDown();
        for (CompletableFuture<String> login : logins) {
            assertThat(login.get(60, TimeUnit.SECONDS)).isEqualTo("looked at");
        }
    }

    @Test
    void deviceOfAnAttackersOwnAccountDoesNotEmptyTheQueue() {
        for (int i = 0; i < 4; i++) {
            keep(hold(turn(Lane.LOGIN, "running" + i, "running" + i)));
        }
        List<CompletableFuture<String>> others = new ArrayList<>();
        for (int i = 0; i < QUEUE; i++) {
            others.add(hold(turn(Lane.LOGIN, "user" + i, "network" + i)));
        }
        List<CompletableFuture<String>> flood = flood(Lane.KNOWN_DEVICE, 20, "attacker");
        awaitDone(flood, 18);
        assertThat(others).filteredOn(CompletableFuture::isDone).hasSizeLessThanOrEqualTo(2);
        assertThat(flood).filteredOn(CompletableFuture::isDone).hasSizeGreaterThanOrEqualTo(18);
    }

    @Test
    void whoWaitsTooLongIsToldToComeAgain() {
        LoginPlaces hasty = LoginPlaces.ofHashes(new HashingPolicy(1, 5, Duration.ZERO));
        Turn turn = turn(Lane.LOGIN, "ada", "home");
        assertThatThrownBy(() -> hasty.run(turn, () -> hasty.run(turn, () -> "in")))
                .isInstanceOfSatisfying(
                        HashingBusyException.class,
                        busy -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(2)));
        assertThat(hasty.run(turn, () -> "in")).isEqualTo("in");
    }

    @Test
    void failureGivesThePlaceBack() {
        Turn turn = turn(Lane.LOGIN, "ada", "home");
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> places.run(turn, () -> {
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");
        }
        assertThat(places.run(turn, () -> "in")).isEqualTo("in");
    }
}

package dev.sallyport.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.activity.ActivityListener.LimitedWork;
import dev.sallyport.activity.ActivityListener.LoginWay;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private static final Caller ADA =
            Caller.builder("ada", CallerKind.USER, Instant.EPOCH).build();

    /** Writes down what it hears. */
    private static final class Notes implements ActivityListener {
        final List<String> heard = new ArrayList<>();

        @Override
        public void admitted(Presented credential, @Nullable Caller caller) {
            heard.add("admitted " + credential);
        }

        @Override
        public void loggedIn(LoginWay way) {
            heard.add("in " + way);
        }

        @Override
        public void loginRefused(LoginWay way, Cause cause) {
            heard.add("refused " + way + " " + cause);
        }

        @Override
        public void limitReached(LimitedWork work) {
            heard.add("full " + work);
        }
    }

    @Test
    void aListenerThatFailsKeepsNoOtherFromHearing() {
        Activity activity = new Activity();
        Notes notes = new Notes();
        activity.listen(new ActivityListener() {
            @Override
            public void admitted(Presented credential, @Nullable Caller caller) {
                throw new IllegalStateException("no");
            }

            @Override
            public void loggedIn(LoginWay way) {
                throw new IllegalStateException("no");
            }
        });
        activity.listen(notes);
        activity.admitted(ActivityListener.Presented.API_KEY, ADA);
        activity.loggedIn(LoginWay.CLIENT);
        assertThat(notes.heard).containsExactly("admitted API_KEY", "in CLIENT");
    }

    @Test
    void tellsHowLoginsEnd() {
        Notes notes = new Notes();
        try (Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO).withPerAddress(RateLimit.parse("3/hour")))
                .build()) {
            auth.activity().listen(notes);
            auth.users().createIfAbsent(NewUser.of("ada").withPassword(Secret.of("correct horse battery")));
            LoginOrigin origin = new LoginOrigin("192.0.2.1", null, null);
            assertThat(auth.logins()
                            .withPassword(
                                    new PasswordLogin("ada", Secret.of("correct horse battery"), null, null, origin)))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(auth.logins().withPassword(new PasswordLogin("ada", Secret.of("wrong"), null, null, origin)))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(auth.logins().withCookie(new PasswordLogin("ada", Secret.of("wrong"), null, null, origin)))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(auth.logins().withPassword(new PasswordLogin("ada", Secret.of("wrong"), null, null, origin)))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(auth.logins().refresh(Secret.of("sp_rt_none"), origin)).isInstanceOf(Outcome.Refused.class);
        }
        assertThat(notes.heard)
                .containsExactly(
                        "in PASSWORD",
                        "refused PASSWORD INVALID_CREDENTIALS",
                        "refused COOKIE INVALID_CREDENTIALS",
                        "full LOGINS",
                        "refused PASSWORD RATE_LIMITED",
                        "refused REFRESH_TOKEN INVALID_TOKEN");
    }
}

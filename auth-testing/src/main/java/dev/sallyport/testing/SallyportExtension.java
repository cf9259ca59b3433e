package dev.sallyport.testing;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.user.User;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A {@link Sallyport} in memory for the tests of an application, with time that stands still, and a credential for any caller in
 * one line. Safe for use by many threads while a test runs.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SallyportExtension auth = SallyportExtension.with(
 *         settings -> settings.scopes("reports:read").roles(Role.of("analyst", "reports:read")));
 *
 * @Test
 * void analystReads() {
 *     String token = auth.token(Person.named("ada").withRoles("analyst"));
 * }
 * }</pre>
 *
 * <p>In a static field it makes one {@code Sallyport} for all tests of the class, as a server that is started once needs; in an
 * instance field, a fresh one for each test. Either way the first one has no users, and its clock shows {@link #START}. A test
 * can take the {@code Sallyport} and the {@link MovableClock} as parameters.
 *
 * <p>Credentials are genuine and are checked as in production; only the password and the second factor are not asked for.
 */
public final class SallyportExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    /** What the clock shows at first. */
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final UnaryOperator<SallyportBuilder> settings;
    /** The number of classes, nested or parallel, that are under way with it. Guarded by this, so that a second class waits. */
    private int classes;

    private volatile @Nullable Running running;

    private SallyportExtension(UnaryOperator<SallyportBuilder> settings) {
        this.settings = settings;
    }

    private record Running(Sallyport auth, MovableClock clock, People people) {}

    /**
     * With the settings of the application, or those that the tests need. The issuer is {@code https://test.example}, events of
     * audit are not logged and everything is in memory, unless the settings say otherwise; the clock is always this one's.
     *
     * @param settings may be called several times, for a new builder each
     */
    public static SallyportExtension with(UnaryOperator<SallyportBuilder> settings) {
        return new SallyportExtension(settings);
    }

    /** What the application under test is to be wired with; closed after the tests. */
    public Sallyport sallyport() {
        return running().auth();
    }

    /** Moves the time of {@link #sallyport}. */
    public MovableClock clock() {
        return running().clock();
    }

    /**
     * An access token as this person gets it by logging in, with a session of its own.
     *
     * @throws IllegalArgumentException when there is no such role or scope, or the roles do not grant the scopes
     */
    public String token(Person person) {
        return running().people().token(person);
    }

    /**
     * An API key of this person that never expires.
     *
     * @throws IllegalArgumentException when there is no such role or scope, or the roles do not grant the scopes
     */
    public String key(Person person) {
        return running().people().key(person);
    }

    /**
     * An access token of a new client, which logs in with its secret.
     *
     * @throws IllegalArgumentException when the settings declare no such type, or the client cannot be made
     */
    public String clientToken(ClientRequest client) {
        return running().people().clientToken(client);
    }

    /**
     * The user that the person is, made when there is none.
     *
     * @throws IllegalArgumentException as {@link #token} does
     */
    public User user(Person person) {
        return running().people().user(person);
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        if (classes++ == 0) {
            open();
        }
    }

    @Override
    public synchronized void beforeEach(ExtensionContext context) {
        if (classes == 0) {
            open();
        }
    }

    @Override
    public synchronized void afterEach(ExtensionContext context) {
        if (classes == 0) {
            close();
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        if (--classes == 0) {
            close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Sallyport.class || type == MovableClock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sallyport.class ? sallyport() : clock();
    }

    private void open() {
        MovableClock clock = MovableClock.at(START);
        SallyportBuilder defaults =
                Sallyport.builder().issuer("https://test.example").auditSink(event -> {});
        Sallyport auth = settings.apply(defaults).clock(clock).build();
        running = new Running(auth, clock, new People(auth));
    }

    private void close() {
        Running ending = running;
        running = null;
        if (ending != null) {
            ending.auth().close();
        }
    }

    private Running running() {
        Running current = running;
        if (current == null) {
            throw new IllegalStateException("No test is running: put the SallyportExtension into a field with"
                    + " @RegisterExtension, a static one where @BeforeAll needs it");
        }
        return current;
    }
}

package dev.sallyport.store.jdbc;

import dev.sallyport.Sallyport;
import dev.sallyport.secret.MasterKey;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/**
 * A node that seals everything anew and is made to be killed meanwhile. Once it has started it says {@code committed} after each commit,
 * and {@code done} at the end.
 */
final class ResealingNode {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private static volatile boolean started;

    private ResealingNode() {}

    /**
     * @param args the URL of the database, the former and the present master key in hexadecimal digits, and how many commits there
     *     may be: the next one waits until the process is killed
     */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        Semaphore allowed = new Semaphore(Integer.parseInt(args[3]));
        DataSource database = CrashingNode.database(args[0]);
        DataSource watched = proxy(DataSource.class, database, allowed, out);
        MasterKey keys = key(args[2]).withPrevious(key(args[1]));
        Sallyport auth = CrashingNode.start(watched, keys);
        started = true;
        auth.masterKeyRotation().run();
        out.println("done");
        NEVER.await();
    }

    private static MasterKey key(String digits) {
        return MasterKey.of(HexFormat.of().parseHex(digits));
    }

    private static <T> T proxy(Class<T> type, T target, Semaphore allowed, PrintStream out) {
        return type.cast(Proxy.newProxyInstance(
                ResealingNode.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    boolean commit = started && method.getName().equals("commit");
                    if (commit) {
                        allowed.acquire();
                    }
                    Object result;
                    try {
                        result = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (commit) {
                        out.println("committed");
                    }
                    return method.getName().equals("getConnection")
                            ? proxy(Connection.class, (Connection) result, allowed, out)
                            : result;
                }));
    }
}

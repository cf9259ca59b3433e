package dev.sallyport.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Processes that a signal stops and lets go on. */
final class FrozenProcess {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private FrozenProcess() {}

    /** Returns when no thread of these runs any more: the signal is only sent by then, and a busy machine answers meanwhile. */
    static void freeze(Collection<Long> processes) throws IOException, InterruptedException {
        signal("-STOP", processes);
        long start = System.nanoTime();
        for (long process : processes) {
            while (!isStopped(process)) {
                if (System.nanoTime() - start > PATIENCE) {
                    throw new IllegalStateException("process " + process + " does not stop");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    static void thaw(Collection<Long> processes) throws IOException, InterruptedException {
        signal("-CONT", processes);
    }

    private static boolean isStopped(long process) throws IOException {
        Path tasks = Path.of("/proc", Long.toString(process), "task");
        if (!Files.isDirectory(tasks)) {
            // No such process any more, or no Linux, where nobody can ask.
            return true;
        }
        List<Path> threads;
        try (Stream<Path> all = Files.list(tasks)) {
            threads = all.toList();
        }
        for (Path thread : threads) {
            if (!isStopped(thread.resolve("stat"))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStopped(Path stat) throws IOException {
        try {
            String line = Files.readString(stat);
            // The name stands in parentheses and may hold any character; the state is the letter after it.
            char state = line.charAt(line.lastIndexOf(')') + 2);
            return "TtZX".indexOf(state) >= 0;
        } catch (NoSuchFileException ended) {
            return true;
        }
    }

    private static void signal(String name, Collection<Long> processes) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of("kill", name), processes.stream().map(String::valueOf))
                .toList();
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0 && processes.size() == 1) {
            throw new IllegalStateException(command + " ended with " + exit);
        }
    }
}

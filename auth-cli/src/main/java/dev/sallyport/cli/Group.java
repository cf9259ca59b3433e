package dev.sallyport.cli;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A group of commands on one subject. For one thread. */
abstract class Group implements Runnable {
    private final Root root;

    @Spec
    @Nullable
    CommandSpec spec;

    Group(Root root) {
        this.root = root;
    }

    /** Opens the database, runs the work and returns the exit code. */
    int with(ToIntFunction<Operator> work) {
        try (Operator operator = Operator.open(target())) {
            return work.applyAsInt(operator);
        }
    }

    Target target() {
        return new Target(root);
    }

    Printer printer() {
        return root.printer();
    }

    Surroundings surroundings() {
        return root.surroundings;
    }

    @Override
    public void run() {
        CommandSpec mine = spec;
        if (mine != null) {
            throw new ParameterException(mine.commandLine(), "A command is missing");
        }
    }
}

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Measures of the architecture, printed as the table in docs/architecture.md: {@code java .ci/Measure.java} in the root of the
 * repository. Reads the sources alone; a name counts as a use of a type when an import or the own package gives it that meaning.
 *
 * <p>With {@code --check} it fails when a measure is worse than it should ever be again.
 */
public final class Measure {
    private static final List<String> MODULES =
            List.of("core", "servlet", "jaxrs", "store-jdbc", "store-redis", "micrometer", "mail", "cli", "processor",
                    "testing");
    private static final int MANY_PARAMETERS = 7;
    private static final int MANY_NULLS = 3;
    private static final int LONG_FILE = 250;

    private static final int MOST_WIDE = 3;
    private static final int LONGEST_FILE = 300;
    private static final int MOST_CYCLES = 0;
    private static final int LEAST_HIDDEN = 45;

    public static void main(String[] arguments) throws IOException {
        System.out.println("| module | files | lines, median / p90 / max | public : hidden types | hidden | 7 or more parameters"
                + " | runs of 3 nulls | package cycles | type cycles over 2 (largest) |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        List<String> wide = new ArrayList<>();
        List<String> nulls = new ArrayList<>();
        List<String> cycles = new ArrayList<>();
        List<String> files = new ArrayList<>();
        int hiddenInCore = 0;
        for (String module : MODULES) {
            Sources main = Sources.read(Path.of("auth-" + module, "src", "main", "java"));
            System.out.println(main.row(module));
            hiddenInCore = module.equals("core") ? main.hiddenPercent() : hiddenInCore;
            main.wide.forEach(text -> wide.add(module + ": " + text));
            main.nulls.forEach(text -> nulls.add(module + ": " + text));
            main.typeCycles().forEach(cycle -> cycles.add(module + ": " + String.join(" ", cycle)));
            main.packageCycles().forEach(cycle -> cycles.add(module + ", packages: " + String.join(" ", cycle)));
            main.lines.forEach((file, lines) -> {
                if (lines > LONG_FILE) {
                    files.add(lines + " " + file.getFileName());
                }
            });
        }
        List<String> inTests = new ArrayList<>();
        for (String module : MODULES) {
            inTests.addAll(Sources.read(Path.of("auth-" + module, "src", "test", "java")).nulls);
        }
        inTests.addAll(Sources.read(Path.of("auth-containers", "src", "test", "java")).nulls);
        print("Seven or more parameters", wide);
        print("Three or more nulls in a row, main", nulls);
        print("Three or more nulls in a row, tests", inTests);
        print("Cycles of more than two", cycles);
        print("Files over " + LONG_FILE + " lines", files);
        if (List.of(arguments).contains("--check")) {
            require(wide.size() <= MOST_WIDE, "at most " + MOST_WIDE + " constructors and methods have many parameters");
            require(nulls.isEmpty() && inTests.isEmpty(), "no call has three nulls in a row");
            require(cycles.stream().noneMatch(cycle -> cycle.contains("packages:")), "no packages form a circle");
            require(hiddenInCore >= LEAST_HIDDEN, LEAST_HIDDEN + " % of the types of the core are hidden");
            require(cycles.size() <= MOST_CYCLES, "no more than two types form a circle");
            require(
                    files.stream().allMatch(file -> Integer.parseInt(file.split(" ")[0]) <= LONGEST_FILE),
                    "no file is longer than " + LONGEST_FILE + " lines");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            System.err.println("Broken: " + rule);
            System.exit(1);
        }
    }

    private static void print(String title, List<String> lines) {
        System.out.println();
        System.out.println(title + ": " + lines.size());
        lines.forEach(line -> System.out.println("  " + line));
    }

    /** All sources of one folder. */
    private static final class Sources {
        final Map<Path, Integer> lines = new TreeMap<>();
        final List<String> wide = new ArrayList<>();
        final List<String> nulls = new ArrayList<>();
        private final Map<String, Set<String>> uses = new TreeMap<>();
        private int open;
        private int hidden;

        static Sources read(Path folder) throws IOException {
            Sources sources = new Sources();
            if (!Files.isDirectory(folder)) {
                return sources;
            }
            List<Path> paths;
            try (Stream<Path> all = Files.walk(folder)) {
                paths = all.filter(path -> path.toString().endsWith(".java"))
                        .filter(path -> !path.endsWith("package-info.java") && !path.endsWith("module-info.java"))
                        .sorted()
                        .collect(Collectors.toList());
            }
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            List<CompilationUnitTree> units = new ArrayList<>();
            try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
                JavacTask task = (JavacTask)
                        compiler.getTask(null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(paths));
                task.parse().forEach(units::add);
            }
            for (Path path : paths) {
                sources.lines.put(path, (int) Files.lines(path).count());
            }
            Set<String> types = new HashSet<>();
            units.forEach(unit -> topLevel(unit).forEach(type -> types.add(qualified(unit, type))));
            units.forEach(unit -> sources.note(unit, types));
            return sources;
        }

        private static List<ClassTree> topLevel(CompilationUnitTree unit) {
            return unit.getTypeDecls().stream()
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .collect(Collectors.toList());
        }

        private static String qualified(CompilationUnitTree unit, ClassTree type) {
            return unit.getPackageName() + "." + type.getSimpleName();
        }

        private void note(CompilationUnitTree unit, Set<String> types) {
            Map<String, String> names = new HashMap<>();
            String here = unit.getPackageName() + ".";
            types.stream().filter(type -> packageOf(type).equals(unit.getPackageName().toString())).forEach(type -> names.put(simple(type), type));
            for (ImportTree imported : unit.getImports()) {
                String name = imported.getQualifiedIdentifier().toString();
                String type = types.contains(name) ? name : packageOf(name);
                if (types.contains(type)) {
                    names.put(simple(type), type);
                }
            }
            for (ClassTree type : topLevel(unit)) {
                if (type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                    open++;
                } else {
                    hidden++;
                }
                Set<String> used = uses.computeIfAbsent(here + type.getSimpleName(), name -> new TreeSet<>());
                new Scanner(simple(here + type.getSimpleName()), names, used).scan(type, null);
                used.remove(here + type.getSimpleName());
                // A static import uses its class, whatever name stands in the code.
                unit.getImports().stream()
                        .filter(ImportTree::isStatic)
                        .map(imported -> packageOf(imported.getQualifiedIdentifier().toString()))
                        .filter(types::contains)
                        .forEach(used::add);
            }
        }

        int hiddenPercent() {
            return Math.round(100f * hidden / (open + hidden));
        }

        String row(String module) {
            List<Integer> sorted = lines.values().stream().sorted().collect(Collectors.toList());
            List<List<String>> cycles = typeCycles();
            int largest = cycles.stream().mapToInt(List::size).max().orElse(0);
            return String.format(
                    "| %s | %d | %d / %d / %d | %d : %d | %d %% | %d | %d | %d | %d (%d) |",
                    module,
                    sorted.size(),
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 9 / 10),
                    sorted.get(sorted.size() - 1),
                    open,
                    hidden,
                    hiddenPercent(),
                    wide.size(),
                    nulls.size(),
                    packageCycles().size(),
                    cycles.size(),
                    largest);
        }

        /** Circles of types in one package, but for pairs. */
        List<List<String>> typeCycles() {
            Map<String, Set<String>> near = new TreeMap<>();
            uses.forEach((type, used) -> near.put(
                    type,
                    used.stream().filter(other -> packageOf(other).equals(packageOf(type))).collect(Collectors.toSet())));
            return Circles.of(near).stream()
                    .filter(circle -> circle.size() > 2)
                    .map(circle -> circle.stream().map(Sources::simple).sorted().collect(Collectors.toList()))
                    .collect(Collectors.toList());
        }

        List<List<String>> packageCycles() {
            Map<String, Set<String>> packages = new TreeMap<>();
            uses.forEach((type, used) -> {
                Set<String> far = packages.computeIfAbsent(packageOf(type), name -> new TreeSet<>());
                used.stream().map(Sources::packageOf).filter(other -> !other.equals(packageOf(type))).forEach(far::add);
            });
            return Circles.of(packages).stream().filter(circle -> circle.size() > 1).collect(Collectors.toList());
        }

        private static String packageOf(String type) {
            return type.substring(0, Math.max(0, type.lastIndexOf('.')));
        }

        private static String simple(String type) {
            return type.substring(type.lastIndexOf('.') + 1);
        }

        private final class Scanner extends TreeScanner<Void, Void> {
            private final Deque<String> within = new ArrayDeque<>();
            private final Map<String, String> names;
            private final Set<String> used;
            private final String file;

            Scanner(String file, Map<String, String> names, Set<String> used) {
                this.file = file;
                this.names = names;
                this.used = used;
            }

            @Override
            public Void visitClass(ClassTree tree, Void nothing) {
                within.push(tree.getKind() == Tree.Kind.RECORD ? "record" : "class");
                super.visitClass(tree, nothing);
                within.pop();
                return null;
            }

            @Override
            public Void visitMethod(MethodTree tree, Void nothing) {
                // The header of a record is its list of components; a compact constructor repeats it.
                boolean header = tree.getName().contentEquals("<init>") && "record".equals(within.peek());
                if (tree.getParameters().size() >= MANY_PARAMETERS && !header) {
                    wide.add(file + "." + tree.getName() + " " + tree.getParameters().size());
                }
                return super.visitMethod(tree, nothing);
            }

            @Override
            public Void visitIdentifier(IdentifierTree tree, Void nothing) {
                String type = names.get(tree.getName().toString());
                if (type != null) {
                    used.add(type);
                }
                return super.visitIdentifier(tree, nothing);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
                count(tree.getArguments(), tree.getMethodSelect().toString());
                return super.visitMethodInvocation(tree, nothing);
            }

            @Override
            public Void visitNewClass(NewClassTree tree, Void nothing) {
                count(tree.getArguments(), "new " + tree.getIdentifier());
                return super.visitNewClass(tree, nothing);
            }

            private void count(List<? extends ExpressionTree> arguments, String call) {
                int run = 0;
                int longest = 0;
                for (ExpressionTree argument : arguments) {
                    run = argument.getKind() == Tree.Kind.NULL_LITERAL ? run + 1 : 0;
                    longest = Math.max(longest, run);
                }
                if (longest >= MANY_NULLS) {
                    nulls.add(file + ": " + call + " (" + longest + ")");
                }
            }
        }
    }

    /** Strongly connected parts, by Tarjan. */
    private static final class Circles {
        private final Map<String, Set<String>> arrows;
        private final Map<String, Integer> index = new HashMap<>();
        private final Map<String, Integer> low = new HashMap<>();
        private final Deque<String> stack = new ArrayDeque<>();
        private final List<List<String>> found = new ArrayList<>();

        private Circles(Map<String, Set<String>> arrows) {
            this.arrows = arrows;
        }

        static Collection<List<String>> of(Map<String, Set<String>> arrows) {
            Circles circles = new Circles(arrows);
            arrows.keySet().stream().filter(node -> !circles.index.containsKey(node)).forEach(circles::visit);
            return circles.found;
        }

        private void visit(String node) {
            index.put(node, index.size());
            low.put(node, index.get(node));
            stack.push(node);
            for (String next : arrows.getOrDefault(node, Set.of())) {
                if (!index.containsKey(next)) {
                    visit(next);
                    low.merge(node, low.get(next), Math::min);
                } else if (stack.contains(next)) {
                    low.merge(node, index.get(next), Math::min);
                }
            }
            if (low.get(node).equals(index.get(node))) {
                List<String> circle = new ArrayList<>();
                String member;
                do {
                    member = stack.pop();
                    circle.add(member);
                } while (!member.equals(node));
                found.add(circle);
            }
        }
    }
}

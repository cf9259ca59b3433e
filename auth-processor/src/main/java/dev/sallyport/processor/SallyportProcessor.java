package dev.sallyport.processor;

import dev.sallyport.scope.ScopeCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Makes compiler errors, at their line, of annotations that would stop the application's start or have no effect.
 *
 * <p>With the option {@code -Asallyport.scopes=reports:read,reports:generate} every scope must be one of these; without it, only the
 * form of scopes is checked. It claims no annotation, so other processors see them all. It writes {@code META-INF/sallyport/endpoints}, by which
 * the start of an application notices resources that nothing guards. For the compiler's thread. It promises no
 * protection: what it does not see, such as a class inside a method, the start of the application refuses.
 */
public final class SallyportProcessor extends AbstractProcessor {
    private final TypeTree tree = new TypeTree();
    private @Nullable StatementCheck statements;
    private @Nullable PlaceCheck places;
    private @Nullable EndpointIndex index;
    private @Nullable Findings findings;

    /** For the compiler. */
    public SallyportProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("dev.sallyport.access.*", "jakarta.annotation.security.*", "javax.annotation.security.*");
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of(ScopeOption.NAME);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        Findings told = new Findings(environment.getMessager());
        findings = told;
        statements = new StatementCheck(catalog(environment, told), told);
        places = new PlaceCheck(new Endpoints(environment.getElementUtils(), tree), told);
        index = new EndpointIndex(environment.getFiler());
    }

    private static @Nullable ScopeCatalog catalog(ProcessingEnvironment environment, Findings findings) {
        try {
            return ScopeOption.read(environment.getOptions());
        } catch (IllegalArgumentException e) {
            findings.error(
                    "-A" + ScopeOption.NAME + " is no list of scopes with commas between them: " + e.getMessage());
            return null;
        }
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        List<TypeElement> types = new ArrayList<>();
        ElementFilter.typesIn(round.getRootElements()).forEach(type -> addWithMembers(type, types));
        tree.addAll(types);
        types.forEach(this::check);
        if (round.processingOver() && !round.errorRaised()) {
            writeIndex();
        }
        return false;
    }

    private void writeIndex() {
        if (index == null || findings == null) {
            return;
        }
        Elements elements = processingEnv.getElementUtils();
        try {
            // A name with a dollar is a nested class, which getTypeElement wants with a dot.
            index.write(name -> {
                TypeElement type = elements.getTypeElement(name.replace('$', '.'));
                return type != null && countsOnUs(type);
            });
        } catch (IOException e) {
            findings.warning(EndpointIndex.FILE + " could not be written: " + e);
        }
    }

    private static boolean countsOnUs(TypeElement type) {
        return elementsOf(type).stream().flatMap(each -> Mark.on(each).stream()).anyMatch(Mark::isOwn);
    }

    private static List<Element> elementsOf(TypeElement type) {
        List<Element> elements = new ArrayList<>(List.of(type));
        elements.addAll(ElementFilter.methodsIn(type.getEnclosedElements()));
        return elements;
    }

    private static void addWithMembers(TypeElement type, List<TypeElement> types) {
        types.add(type);
        ElementFilter.typesIn(type.getEnclosedElements()).forEach(member -> addWithMembers(member, types));
    }

    private void check(TypeElement type) {
        if (index != null && countsOnUs(type)) {
            index.add(processingEnv.getElementUtils().getBinaryName(type).toString());
        }
        for (Element element : elementsOf(type)) {
            List<Mark> marks = Mark.on(element);
            if (marks.isEmpty() || places == null || statements == null) {
                continue;
            }
            if (element instanceof ExecutableElement method) {
                places.check(method, marks);
            } else {
                places.check(type, marks);
            }
            // Jakarta's annotations mean something to others as well, on what is none of ours.
            if (marks.stream().anyMatch(Mark::isOwn) || places.isEndpoint(type)) {
                statements.check(marks);
            }
        }
    }
}

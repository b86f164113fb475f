import Controller
import Door
import Law
import Records
import Timekeeping

/// One row of the command table: help, parsing, completion, who may give it, and what a script may type come from it.
struct CommandSpec: Sendable {
    /// The words that name it, e.g. "person add".
    let name: String
    let words: [Substring]
    let parameters: [Parameter]
    let help: String
    let make: @Sendable (Arguments) -> ConsoleRequest

    init(
        name: String, parameters: [Parameter] = [], help: String,
        make: @escaping @Sendable (Arguments) -> ConsoleRequest
    ) {
        (self.name, self.parameters, self.help, self.make) = (name, parameters, help, make)
        words = name.split(separator: " ")
    }

    /// `person add NUMBER PIN [CARD]`
    var usage: String { ([name] + parameters.map(\.usage)).joined(separator: " ") }

    /// Makes somebody of nobody: the word behind its name may be a secret in the wrong place.
    var isLogin: Bool { ["login", "claim", "recover"].contains(name) }

    /// Who may give it: the Controller's answer for the command that it makes.
    var roles: Roles {
        switch make(Arguments(values: parameters.map(\.example))) {
        case .command(let command, _), .watch(let command): command.roles
        case .table(let kind): kind.roles
        case .batch, .clear, .help, .nothing: .everyone
        case .mistake, .question: preconditionFailure("what stands for the arguments of '\(name)' does not fit")
        }
    }
}

/// The words behind a command's name, understood: one value for each parameter, nil for one that was left out.
struct Arguments: Sendable {
    let values: [ArgumentValue?]

    func integer(_ place: Int) -> Int? { if case .integer(let number) = values[place] { number } else { nil } }
    func digits(_ place: Int) -> String? { if case .digits(let text) = values[place] { text } else { nil } }
    func secret(_ place: Int) -> SecretText? { if case .secret(let secret) = values[place] { secret } else { nil } }
    func word(_ place: Int) -> String? { if case .word(let word) = values[place] { word } else { nil } }
    func accessName(_ place: Int) -> AccessName? { word(place).flatMap(AccessName.init) }
    func day(_ place: Int) -> CivilDay? { word(place).flatMap { CivilDay($0) } }
    func account(_ place: Int) -> AccountName? { if case .account(let name) = values[place] { name } else { nil } }
    func requirement(_ place: Int) -> RequirementID? {
        if case .requirement(let requirement) = values[place] { requirement } else { nil }
    }
}

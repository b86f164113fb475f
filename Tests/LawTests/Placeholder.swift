// LawTests

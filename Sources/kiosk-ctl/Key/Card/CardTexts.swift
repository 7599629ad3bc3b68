import ArgumentParser
import KioskCore

/// The languages of a printed card. Gaelic and Scots have not been read by a speaker yet; English stands below them.
enum CardLanguage: String, CaseIterable, ExpressibleByArgument, Sendable {
  case english = "en"
  case gaelic = "gd"
  case scots = "sco"
}

/// What a card says beside its pictures.
struct CardTexts {
  /// The question that it answers.
  let title: String
  /// What to do with it.
  let instruction: String
  /// What it means when all pictures are the same, and when they are not.
  let outcomes: [String]
  /// What the digits are.
  let digits: String

  init(_ language: CardLanguage) {
    switch language {
    case .english:
      title = "Are they the same?"
      instruction = "Hold this card against the page “Check the promises” on the device."
      outcomes = [
        "All 24 are the same, in the same order: only the coordinators can open what is said here.",
        "Even one is different: do not use the device. Tell a coordinator.",
      ]
      digits = "The same as digits: the fingerprint of the collection key"
    case .gaelic:
      title = "A bheil iad co-ionann?"
      instruction = "Cùm a’ chairt seo ris an duilleag “Thoir sùil air na geallaidhean” air an inneal."
      outcomes = [
        "Tha na 24 co-ionann, san aon òrdugh: chan fhosgail ach co-òrdanaichean na thèid a ràdh an seo.",
        "Tha fiù ’s aon eadar-dhealaichte: na cleachd an t-inneal. Innis do cho-òrdanaiche.",
      ]
      digits = "Mar àireamhan: lorg-meòir na h-iuchrach"
    case .scots:
      title = "Are they the same?"
      instruction = "Haud this caird agin the page “Check the promises” on the device."
      outcomes = [
        "Aw 24 is the same, in the same order: anely the co-ordinators can open whit is said here.",
        "Even ane is different: dinna uise the device. Tell a co-ordinator.",
      ]
      digits = "The same as figures: the fingermerk o the collection key"
    }
  }
}
